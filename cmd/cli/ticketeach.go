package cli

import (
	"context"
	"fmt"
	"net"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

// eachAnswer is what every KDC said of one SPN, and its JSON.
type eachAnswer struct {
	SPN     string       `json:"spn"`
	Verdict diag.Verdict `json:"verdict"`
	Why     string       `json:"why"`
	Owners  []string     `json:"owners"`
	KDCs    []eachRow    `json:"kdcs"`
}

type eachRow struct {
	KDC           string       `json:"kdc"`
	Verdict       diag.Verdict `json:"verdict"`
	Error         *ticketError `json:"error"`
	TicketEType   string       `json:"ticket_etype"`
	KVNO          int          `json:"kvno"`
	ClockOffsetMS *int64       `json:"clock_offset_ms,omitempty"`
	RTTMS         float64      `json:"rtt_ms"`
	Problem       *ad.Problem  `json:"problem,omitempty"`
}

// runEach asks every KDC for each SPN, side by side.
func (s *Session) runEach(ctx context.Context, o ticketOptions, client *krb.Client, reqs []ad.TicketRequest) error {
	kdcs, err := s.everyKDC(ctx, client)
	if err != nil {
		return err
	}
	dir, dirErr := s.ownersFrom(ctx)
	answers := []eachAnswer{}
	worst := ExitOK
	for _, req := range reqs {
		found, _ := ownerSet(ctx, dir, dirErr, req.SPN)
		a := eachAnswerOf(req.SPN, krb.AskEach(ctx, client, req, kdcs), found)
		answers = append(answers, a)
		worst = worseExit(worst, a.code())
		if !o.json {
			printEach(s, a)
		}
	}
	if o.json {
		if err := writeJSON(s.Out, answers); err != nil {
			return err
		}
	}
	if worst != ExitOK {
		return exit{worst}
	}
	return nil
}

// everyKDC lists whom to ask: the named ones, else every domain controller of
// the directory, else what the realm's configuration or DNS knows.
func (s *Session) everyKDC(ctx context.Context, client *krb.Client) ([]string, error) {
	if s.lab != nil {
		out := []string{s.lab.KDCAddr()}
		if second := s.lab.SecondKDCAddr(); second != "" {
			out = append(out, second)
		}
		return out, nil
	}
	if named := s.kerberosOptions().KDCs; len(named) > 0 {
		return named, nil
	}
	if len(s.Flags.Servers) > 0 {
		var out []string
		if _, info, known, err := s.known(ctx); err == nil {
			for _, k := range ofDomain(known, info.Domain) {
				out = append(out, net.JoinHostPort(k.Host, "88"))
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return client.KDCs(ctx, "")
}

func eachAnswerOf(spn string, answers []ad.KDCAnswer, found *lookup.OwnerSet) eachAnswer {
	a := eachAnswer{SPN: spn, Owners: []string{}, Verdict: diag.NotChecked, Why: "no KDC answered"}
	var owners lookup.OwnerSet
	if found != nil {
		owners = *found
	}
	for _, o := range append(owners.Owners, owners.AliasHeld...) {
		a.Owners = append(a.Owners, o.DN)
	}
	var issued, unknown []string
	versions := map[int]bool{}
	for _, k := range answers {
		row := eachRow{KDC: k.KDC, RTTMS: milliseconds(k.RTT), Problem: k.Ticket.Problem, Verdict: ticketVerdict(k.Ticket, owners, found != nil)}
		if k.OffsetKnown {
			ms := k.Offset.Milliseconds()
			row.ClockOffsetMS = &ms
		}
		switch r := k.Ticket; {
		case r.Reply != nil:
			row.TicketEType, row.KVNO = r.Reply.TicketEType.String(), r.Reply.KVNO
			issued = append(issued, k.KDC)
			versions[row.KVNO] = true
		case r.Error != nil:
			row.Error = &ticketError{r.Error.Code, r.Error.Name(), r.Error.Text}
			if r.Error.Code == ad.ErrServiceUnknown {
				unknown = append(unknown, k.KDC)
			}
		}
		if k.Ticket.Problem == nil && (a.Verdict == diag.NotChecked || a.Verdict == diag.OK) {
			a.Verdict, a.Why = row.Verdict, "every KDC that answered says the same"
		}
		a.KDCs = append(a.KDCs, row)
	}
	switch {
	case len(issued) > 0 && len(unknown) > 0:
		a.Verdict, a.Why = diag.StaleReplica, strings.Join(unknown, ", ")+" does not know the name that "+strings.Join(issued, ", ")+" issues a ticket for"
	case len(versions) > 1:
		a.Verdict, a.Why = diag.StaleReplica, "the KDCs use keys of different versions: a password change has not reached all of them"
	}
	return a
}

func (a eachAnswer) code() int {
	worst := ExitOK
	if a.Verdict != diag.OK && a.Verdict != diag.CoveredByHost && a.Verdict != diag.NotChecked {
		worst = ExitFound
	}
	for _, k := range a.KDCs {
		switch {
		case k.Problem != nil:
			worst = worseExit(worst, ExitUnknown)
		case k.Error != nil, k.ClockOffsetMS != nil && (*k.ClockOffsetMS > maxSkew.Milliseconds() || -*k.ClockOffsetMS > maxSkew.Milliseconds()):
			worst = worseExit(worst, ExitFound)
		}
	}
	return worst
}

func printEach(s *Session, a eachAnswer) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	out("%s %s   %s", glyph(a.Verdict), a.SPN, a.Verdict)
	for _, k := range a.KDCs {
		clock := "clock not known"
		if k.ClockOffsetMS != nil {
			clock = fmt.Sprintf("clock %+.1f s", float64(*k.ClockOffsetMS)/1000)
		}
		switch {
		case k.Problem != nil:
			out("    ? %-24s %s", k.KDC, k.Problem.Error())
		case k.Error != nil:
			out("    ✗ %-24s %d %s   %s, %.1f ms", k.KDC, k.Error.Code, k.Error.Name, clock, k.RTTMS)
		default:
			out("    ✓ %-24s kvno %d, %s   %s, %.1f ms", k.KDC, k.KVNO, k.TicketEType, clock, k.RTTMS)
		}
	}
	for _, dn := range a.Owners {
		out("    held by %s", dn)
	}
	out("    %s", a.Why)
}
