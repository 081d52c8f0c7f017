package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/ui/safetext"
)

// ownersAt is who holds a name as one domain controller sees it.
type ownersAt struct {
	Server  string      `json:"server"`
	Owners  []string    `json:"owners"`
	Problem *ad.Problem `json:"problem,omitempty"`
}

// compareServers asks each of the named domain controllers who holds the name,
// where several were named. Different answers are a replica that lags, whatever
// the KDC said: which of them it asked is chance.
func (s *Session) compareServers(ctx context.Context, row *ticketRow) {
	if len(s.namedServers()) < 2 && (s.lab == nil || len(s.namedServers()) == 0) {
		s.lookElsewhere(ctx, row)
		return
	}
	differ := false
	var first *ownersAt
	for _, conn := range s.namedControllers(ctx) {
		at := ownersOn(ctx, conn, row.SPN)
		row.Replicas = append(row.Replicas, at)
		switch {
		case at.Problem != nil:
		case first == nil:
			first = &at
		case !slices.Equal(first.Owners, at.Owners):
			differ = true
		}
	}
	if differ {
		row.Verdict = diag.StaleReplica
	}
}

// lookElsewhere asks the domain's other controllers for a name that the one in
// use does not know, before it is called missing.
func (s *Session) lookElsewhere(ctx context.Context, row *ticketRow) {
	if row.Verdict != diag.Missing {
		return
	}
	list, err := replicaReader{s}.Holders(ctx, row.SPN)
	if err != nil || len(list) == 0 {
		return
	}
	if own, err := s.Directory(ctx); err == nil {
		row.Replicas = append(row.Replicas, ownersOn(ctx, own, row.SPN))
	}
	for _, at := range list {
		r := ownersAt{Server: at.Server, Owners: []string{}, Problem: at.Problem}
		for _, a := range at.Holders {
			r.Owners = append(r.Owners, a.DN)
		}
		row.Replicas = append(row.Replicas, r)
		if at.Removed {
			row.Note = strings.TrimPrefix(row.Note+"; ", "; ") + "the name was taken off here, and " + at.Server + " has not heard of that yet"
		}
	}
	if len((facts.OwnersValue{Elsewhere: list}).Lagging()) > 0 {
		row.Verdict = diag.StaleReplica
	}
}

func ownersOn(ctx context.Context, conn *directory.Conn, spn string) ownersAt {
	at := ownersAt{Server: conn.Server(), Owners: []string{}}
	info, err := conn.Info(ctx)
	if err == nil {
		at.Server = info.Server
		var found []ad.Entry
		// The domain alone: a global catalogue may be another controller's.
		found, _, err = ad.SearchAll(ctx, conn, ad.Query{Scope: ad.ScopeSub, Attributes: lookup.AccountAttributes[:3],
			Filter: "(servicePrincipalName=" + ad.EscapeFilter(spn) + ")"})
		for _, e := range found {
			at.Owners = append(at.Owners, e.DN)
		}
	}
	slices.Sort(at.Owners)
	at.Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+at.Server)
	return at
}

// compareKDCs asks the other named KDCs when one knows no such name: one that
// has caught up may.
func (s *Session) compareKDCs(ctx context.Context, client *krb.Client, row *ticketRow, r ad.TicketResult, req ad.TicketRequest) {
	named := s.kerberosOptions().KDCs
	if len(named) < 2 || r.Error == nil || r.Error.Code != ad.ErrServiceUnknown {
		return
	}
	for _, a := range krb.AskEach(ctx, client, req, named) {
		if a.Ticket.Reply != nil {
			row.Verdict = diag.StaleReplica
			row.Note = strings.TrimPrefix(row.Note+"; ", "; ") + a.KDC + " issues this ticket, " + r.KDC + " does not know the name yet"
			return
		}
	}
}

func printReplicas(w io.Writer, row ticketRow) {
	for _, at := range row.Replicas {
		held := "nobody holds it"
		switch {
		case at.Problem != nil:
			held = at.Problem.Error()
		case len(at.Owners) > 0:
			held = "held by " + strings.Join(at.Owners, " and ")
		}
		fmt.Fprintf(w, "    on %s\n", safetext.Printable(at.Server+": "+held))
	}
	if row.Verdict == diag.StaleReplica && len(row.Replicas) > 0 {
		fmt.Fprintln(w, "    wait for replication, or start it; adwalk controllers --account OWNER says who wrote it last")
	}
}
