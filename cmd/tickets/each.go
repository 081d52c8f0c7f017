package tickets

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lookup"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/codes"
	"adwalk/ui/safetext"
)

// EachAnswer is what every KDC said of one SPN, and its JSON.
type EachAnswer struct {
	SPN      string           `json:"spn"`
	Verdict  diag.Verdict     `json:"verdict"`
	Why      string           `json:"why"`
	Owners   []string         `json:"owners"`
	KDCs     []eachRow        `json:"kdcs"`
	Replicas []session.Owners `json:"replicas,omitempty"` // who holds the SPN on each domain controller
}

type eachRow struct {
	KDC           string       `json:"kdc"`
	Verdict       diag.Verdict `json:"verdict"`
	Error         *Error       `json:"error"`
	TicketEType   string       `json:"ticket_etype"`
	KVNO          int          `json:"kvno"`
	ClockOffsetMS *int64       `json:"clock_offset_ms,omitempty"`
	RTTMS         float64      `json:"rtt_ms"`
	Problem       *ad.Problem  `json:"problem,omitempty"`
}

// runEach asks every KDC for each SPN, side by side.
func runEach(ctx context.Context, s *app.Session, o ticketOptions, client *krb.Client, reqs []ad.TicketRequest) error {
	kdcs, err := s.Live().Current().EveryKDC(ctx)
	if err != nil {
		return err
	}
	dir, dirErr := s.OwnersFrom(ctx)
	answers := []EachAnswer{}
	worst := app.ExitOK
	for _, req := range reqs {
		found, _ := app.OwnerSet(ctx, dir, dirErr, req.SPN)
		a := eachAnswerOf(req.SPN, krb.AskEach(ctx, client, req, kdcs), found)
		if dir != nil {
			a.compareOwners(s.Live().Current().OwnersEverywhere(ctx, req.SPN))
		}
		a.settle()
		answers = append(answers, a)
		worst = app.WorseExit(worst, a.code())
		if !o.json {
			printEach(s, a)
		}
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}

func eachAnswerOf(spn string, answers []ad.KDCAnswer, found *lookup.OwnerSet) EachAnswer {
	a := EachAnswer{SPN: spn, Owners: []string{}, Verdict: diag.NotChecked, Why: "no KDC answered"}
	var owners lookup.OwnerSet
	if found != nil {
		owners = *found
	}
	for _, o := range append(owners.Owners, owners.AliasHeld...) {
		a.Owners = append(a.Owners, o.DN)
	}
	var issued, unknown []string
	said := map[string]bool{}
	keys := map[string]bool{}
	answered := 0
	for _, k := range answers {
		row := eachRow{KDC: k.KDC, RTTMS: app.Milliseconds(k.RTT), Problem: k.Ticket.Problem, Verdict: checks.TicketVerdict(k.Ticket, owners, found != nil)}
		if k.OffsetKnown {
			ms := k.Offset.Milliseconds()
			row.ClockOffsetMS = &ms
		}
		switch r := k.Ticket; {
		case r.Reply != nil:
			row.TicketEType, row.KVNO = r.Reply.TicketEType.String(), r.Reply.KVNO
			issued = append(issued, k.KDC)
			key := fmt.Sprintf("kvno %d, %s", row.KVNO, row.TicketEType)
			keys[key], said[key] = true, true
		case r.Error != nil:
			row.Error = ErrorOf(r.Error, codes.TGS)
			said[r.Error.Name()] = true
			if r.Error.Code == ad.ErrServiceUnknown {
				unknown = append(unknown, k.KDC)
			}
		}
		if k.Ticket.Problem == nil {
			answered++
			if a.Verdict == diag.NotChecked || a.Verdict == diag.OK {
				a.Verdict = row.Verdict
			}
		}
		a.KDCs = append(a.KDCs, row)
	}
	switch {
	case answered == 0:
	case len(issued) > 0 && len(unknown) > 0:
		a.Verdict, a.Why = diag.StaleReplica, strings.Join(unknown, ", ")+" does not know the SPN that "+strings.Join(issued, ", ")+" issues a ticket for"
	case len(keys) > 1:
		a.Verdict, a.Why = diag.StaleReplica, "the KDCs use different keys: "+strings.Join(slices.Sorted(maps.Keys(keys)), " and ")+"; a change has not reached all of them, or they know different owners"
	case len(said) > 1:
		a.Why = "the KDCs disagree: " + strings.Join(slices.Sorted(maps.Keys(said)), " and ")
		if a.Verdict == diag.OK || a.Verdict == diag.CoveredByHost {
			a.Verdict = diag.NotChecked
		}
	case answered < len(answers):
		a.Why = fmt.Sprintf("%d of %d KDCs answered; what they say is the same", answered, len(answers))
	case len(answers) == 1:
		a.Why = "only " + answers[0].KDC + " was asked"
	default:
		a.Why = "every KDC that answered says the same"
	}
	return a
}

// compareOwners asks every domain controller who holds the SPN. Two KDCs that
// issue for different accounts can answer alike.
func (a *EachAnswer) compareOwners(list []session.Owners) {
	if len(list) < 2 {
		return
	}
	a.Replicas = list
	var first *session.Owners
	for i, at := range list {
		switch {
		case at.Problem != nil:
		case first == nil:
			first = &list[i]
		case first.Differs(at) != "":
			a.Verdict, a.Why = diag.StaleReplica, first.Differs(at)
			return
		}
	}
}

// settle gives the KDCs that answered as if all were well the verdict of the whole:
// which of them a client meets is not known.
func (a *EachAnswer) settle() {
	if a.Verdict != diag.StaleReplica {
		return
	}
	for i := range a.KDCs {
		if v := a.KDCs[i].Verdict; v == diag.OK || v == diag.CoveredByHost {
			a.KDCs[i].Verdict = a.Verdict
		}
	}
}

func (a EachAnswer) code() int {
	worst := app.ExitOK
	if a.Verdict != diag.OK && a.Verdict != diag.CoveredByHost && a.Verdict != diag.NotChecked {
		worst = app.ExitFound
	}
	for _, k := range a.KDCs {
		switch {
		case k.Problem != nil:
			worst = app.WorseExit(worst, app.ExitUnknown)
		case k.Error != nil, k.ClockOffsetMS != nil && (*k.ClockOffsetMS > checks.MaxSkew.Milliseconds() || -*k.ClockOffsetMS > checks.MaxSkew.Milliseconds()):
			worst = app.WorseExit(worst, app.ExitFound)
		}
	}
	return worst
}

func printEach(s *app.Session, a EachAnswer) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	out("%s %s   %s", app.Glyph(a.Verdict), a.SPN, a.Verdict)
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
		out("    owner: %s", dn)
	}
	for _, at := range a.Replicas {
		if at.Problem != nil || a.Verdict == diag.StaleReplica {
			out("    on %s: %s", at.Server, at.Text())
		}
	}
	out("    %s", a.Why)
}
