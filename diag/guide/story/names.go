package story

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

func Verification(r *diag.Reader, results []diag.Result) []guide.Line {
	out := Lines(NotRight(results))
	right := counted(r, func(spn string) bool { return served(r, spn) })
	issued := issued(r)
	if unasked(r) {
		return append(out, Sum("SPNs with one owner", right),
			UnaskedLine("No ticket was asked for: probes are switched off. Only a fresh ticket proves the rest."), Say("%s", fix.RememberNote))
	}
	out = append(out, Sum("SPNs with one owner", right), Say("Tickets issued: %s", issued))
	return append(out, Say("%s", fix.RememberNote))
}

// unasked says whether nobody asked the KDC for any of the tickets.
func unasked(r *diag.Reader) bool {
	all := facts.Ticket.All(r)
	for _, f := range all {
		p := f.Problem
		if f.Known() {
			p = f.Value.Problem
		}
		if p == nil || p.Kind != ad.ProblemNotAsked {
			return false
		}
	}
	return len(all) > 0
}

func Owners(r *diag.Reader, results []diag.Result) []guide.Line {
	right := counted(r, func(spn string) bool { return served(r, spn) })
	return append([]guide.Line{Sum("SPNs on the right account and on no other", right)}, Lines(results)...)
}

// RightOwner says whether the account that should hold a name is the only one
// that does.
func RightOwner(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return ok && own.Known() && onlyHolder(r, spn, own.Value.Owners)
}

// served is rightOwner for clients: a HOST name of the account stands for the
// name as well, as long as no account has the SPN itself.
func served(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return RightOwner(r, spn) || ok && own.Known() && len(own.Value.Owners) == 0 && onlyHolder(r, spn, own.Value.AliasHeld)
}

func onlyHolder(r *diag.Reader, spn string, holders []ad.Account) bool {
	want, wanted := facts.Expected.Get(r, spn)
	if !wanted || len(holders) != 1 {
		return false
	}
	acc, ok := facts.Account.Get(r, want.Value.Owner)
	return ok && acc.Known() && acc.Value.Same(holders[0])
}

func Tickets(r *diag.Reader, results []diag.Result) []guide.Line {
	asked, off := false, false
	for _, t := range facts.Ticket.All(r) {
		asked = true
		off = off || !t.Known() && t.Problem.Kind == ad.ProblemNotAsked
	}
	switch {
	case off:
		return []guide.Line{UnaskedLine("No ticket was asked for: probes are switched off.")}
	case !asked:
		return []guide.Line{UnaskedLine("No SPN is expected, so no ticket was requested.")}
	}
	return slices.Concat([]guide.Line{Sum("Tickets issued", issued(r))}, TellTickets(r, results))
}

// issued counts the tickets among the SPNs that the KDC was to be asked for.
func issued(r *diag.Reader) (c guide.Count) {
	return countedOf(r, func(spn string) bool { _, ok := facts.Ticket.Get(r, spn); return ok }, func(spn string) bool { return ticketed(r, spn) })
}

// ticketed says whether the KDC issued a ticket for the name.
func ticketed(r *diag.Reader, spn string) bool {
	t, ok := facts.Ticket.Get(r, spn)
	return ok && t.Known() && t.Value.Reply != nil
}

// TicketLines shows the KDC's answer for every name.
func TicketLines(r *diag.Reader) []guide.Line {
	var out []guide.Line
	for _, f := range facts.Ticket.All(r) {
		t := f.Value
		switch {
		case !f.Known():
			out = append(out, noTicket(f.Subject, f.Problem))
		case t.Reply != nil:
			out = append(out, guide.Line{Status: diag.Pass, Text: fmt.Sprintf("%s  %s, kvno %d", f.Subject, t.Reply.TicketEType.Short(), t.Reply.KVNO),
				Detail: []string{fmt.Sprintf("KDC %s, session %s, %d ms", t.KDC, t.Reply.SessionEType.Short(), t.Elapsed.Milliseconds())}})
		case t.Error != nil:
			out = append(out, guide.Line{Status: diag.Fail, Text: f.Subject + "  " + t.Error.Error(),
				Detail: []string{fmt.Sprintf("KDC %s, %d ms", t.KDC, t.Elapsed.Milliseconds())}})
		case t.Problem != nil:
			out = append(out, noTicket(f.Subject, t.Problem))
		}
	}
	return out
}

// noTicket says why nothing is known of a name's ticket: because nobody asked, or
// because nobody answered.
func noTicket(spn string, p *ad.Problem) guide.Line {
	l := Note(diag.Unknown, "%s: %s", spn, p.Error())
	if p.Kind == ad.ProblemNotAsked {
		l.Status, l.Verdict = diag.Skipped, diag.NotChecked
	}
	return l
}

// TellTickets shows the KDC's answer for every name and what the checks make of it. A
// name whose line says why nothing is known of its ticket does not say so twice.
func TellTickets(r *diag.Reader, results []diag.Result) []guide.Line {
	told := keep(NotRight(results), func(o diag.Outcome) bool {
		t, ok := facts.Ticket.Get(r, o.Subject)
		return o.Status != diag.Unknown || !ok || t.Known() && t.Value.Problem == nil
	})
	return slices.Concat(TicketLines(r), Lines(told))
}

// Failed keeps what is not as it should be.
func Failed(results []diag.Result) []diag.Result {
	return keep(results, func(o diag.Outcome) bool { return o.Status == diag.Fail || o.Status == diag.Blocked })
}

// NotRight keeps what is not as it should be and what is not known: a step that tells
// only what is wrong would pass over the reason why it could not judge the rest.
func NotRight(results []diag.Result) []diag.Result {
	return keep(results, func(o diag.Outcome) bool { return o.Status != diag.Pass })
}

func keep(results []diag.Result, which func(diag.Outcome) bool) []diag.Result {
	var out []diag.Result
	for _, r := range results {
		kept := r
		kept.Outcomes = nil
		for _, o := range r.Outcomes {
			if which(o) {
				kept.Outcomes = append(kept.Outcomes, o)
			}
		}
		out = append(out, kept)
	}
	return out
}
