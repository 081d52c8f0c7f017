package tickets

import (
	"context"
	"fmt"
	"io"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/ui/safetext"
)

// compareServers asks each of the named domain controllers who holds the name,
// where several were named. Different answers are a replica that lags, whatever
// the KDC said: which of them it asked is chance.
func compareServers(ctx context.Context, s *app.Session, row *Row) {
	e := s.Live().Current()
	if len(s.Live().Config().Servers) < 2 {
		lookElsewhere(ctx, s, e, row)
		return
	}
	differ := false
	var first *session.Owners
	for _, conn := range e.Named(ctx) {
		at := session.OwnersOn(ctx, conn, row.SPN)
		row.Replicas = append(row.Replicas, at)
		switch {
		case at.Problem != nil:
		case first == nil:
			first = &at
		case first.Differs(at) != "":
			differ = true
		}
	}
	if differ {
		row.Verdict = diag.StaleReplica
	}
}

// lookElsewhere asks the domain's other controllers for a name that the one in
// use does not know, before it is called missing.
func lookElsewhere(ctx context.Context, s *app.Session, e *session.Epoch, row *Row) {
	if row.Verdict != diag.Missing {
		return
	}
	list, err := session.Replicas{Epoch: e}.Holders(ctx, row.SPN)
	if err != nil || len(list) == 0 {
		return
	}
	if own, err := e.Conn(ctx); err == nil {
		row.Replicas = append(row.Replicas, session.OwnersOn(ctx, own, row.SPN))
	}
	for _, at := range list {
		r := session.Owners{Server: at.Server, Owners: []string{}, Problem: at.Problem}
		for _, a := range at.Holders {
			r.Owners = append(r.Owners, a.DN)
		}
		row.Replicas = append(row.Replicas, r)
		if at.Removed {
			row.Note = strings.TrimPrefix(row.Note+"; ", "; ") + "the SPN was removed here, and " + at.Server + " has not replicated that yet"
		}
	}
	if len((facts.OwnersValue{Elsewhere: list}).Lagging()) > 0 {
		row.Verdict = diag.StaleReplica
	}
}

// compareKDCs asks the other named KDCs when one knows no such name: one that
// has caught up may.
func compareKDCs(ctx context.Context, s *app.Session, client *krb.Client, row *Row, r ad.TicketResult, req ad.TicketRequest) {
	named := s.Live().KerberosOptions().KDCs
	if len(named) < 2 || r.Error == nil || r.Error.Code != ad.ErrServiceUnknown {
		return
	}
	for _, a := range krb.AskEach(ctx, client, req, named) {
		if a.Ticket.Reply != nil {
			row.Verdict = diag.StaleReplica
			row.Note = strings.TrimPrefix(row.Note+"; ", "; ") + a.KDC + " issues this ticket, " + r.KDC + " does not have the SPN yet"
			return
		}
	}
}

func printReplicas(w io.Writer, row Row) {
	for _, at := range row.Replicas {
		fmt.Fprintf(w, "    on %s\n", safetext.Printable(at.Server+": "+at.Text()))
	}
	if row.Verdict == diag.StaleReplica && len(row.Replicas) > 0 {
		fmt.Fprintln(w, "    wait for replication, or start it; adwalk controllers --account OWNER says who wrote it last")
	}
}
