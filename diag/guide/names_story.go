package guide

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func casOwnersStory(r *diag.Reader, results []diag.Result) []Line {
	right := counted(r, func(spn string) bool { return served(r, spn) })
	return append([]Line{sum(right, "names are held by their account and by nobody else.")}, lines(results)...)
}

// rightOwner says whether the account that should hold a name is the only one
// that does.
func rightOwner(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return ok && own.Known() && onlyHolder(r, spn, own.Value.Owners)
}

// served is rightOwner for clients: a HOST name of the account stands for the
// name as well, as long as nobody holds the name itself.
func served(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return rightOwner(r, spn) || ok && own.Known() && len(own.Value.Owners) == 0 && onlyHolder(r, spn, own.Value.AliasHeld)
}

func onlyHolder(r *diag.Reader, spn string, holders []ad.Account) bool {
	want, wanted := facts.Expected.Get(r, spn)
	if !wanted || len(holders) != 1 {
		return false
	}
	acc, ok := facts.Account.Get(r, want.Value.Owner)
	return ok && acc.Known() && acc.Value.Same(holders[0])
}

func casTicketStory(r *diag.Reader, results []diag.Result) []Line {
	asked, off := false, false
	for _, t := range facts.Ticket.All(r) {
		asked = true
		off = off || !t.Known() && t.Problem.Kind == ad.ProblemNotAsked
	}
	switch {
	case off:
		return []Line{unaskedLine("No ticket was asked for: probes are switched off.")}
	case !asked:
		return []Line{unaskedLine("No name is expected, so no ticket was asked for.")}
	}
	issued := counted(r, func(spn string) bool { return ticketed(r, spn) })
	return slices.Concat([]Line{sum(issued, "names: the KDC issued a ticket.")}, ticketLines(r), lines(failed(results)))
}

// ticketed says whether the KDC issued a ticket for the name.
func ticketed(r *diag.Reader, spn string) bool {
	t, ok := facts.Ticket.Get(r, spn)
	return ok && t.Known() && t.Value.Reply != nil
}

// ticketLines shows the KDC's answer for every name.
func ticketLines(r *diag.Reader) []Line {
	var out []Line
	for _, f := range facts.Ticket.All(r) {
		t := f.Value
		switch {
		case !f.Known():
			out = append(out, noTicket(f.Subject, f.Problem))
		case t.Reply != nil:
			out = append(out, Line{Status: diag.Pass, Text: fmt.Sprintf("%s  %s, kvno %d", f.Subject, t.Reply.TicketEType.Short(), t.Reply.KVNO),
				Detail: []string{fmt.Sprintf("KDC %s, session %s, %d ms", t.KDC, t.Reply.SessionEType.Short(), t.Elapsed.Milliseconds())}})
		case t.Error != nil:
			out = append(out, Line{Status: diag.Fail, Text: f.Subject + "  " + t.Error.Error(),
				Detail: []string{fmt.Sprintf("KDC %s, %d ms", t.KDC, t.Elapsed.Milliseconds())}})
		case t.Problem != nil:
			out = append(out, noTicket(f.Subject, t.Problem))
		}
	}
	return out
}

// noTicket says why nothing is known of a name's ticket: because nobody asked, or
// because nobody answered.
func noTicket(spn string, p *ad.Problem) Line {
	l := note(diag.Unknown, "%s: %s", spn, p.Error())
	if p.Kind == ad.ProblemNotAsked {
		l.Status, l.Verdict = diag.Skipped, diag.NotChecked
	}
	return l
}

// casAnswerStory tells what the members' web services said.
func casAnswerStory(r *diag.Reader, results []diag.Result) []Line {
	if len(facts.ServiceAnswer.All(r)) == 0 {
		return []Line{{Status: diag.Skipped, Text: "No member's web service could be asked: that takes members, a web name and a ticket for it."}}
	}
	return lines(results)
}

// failed keeps what is not as it should be.
func failed(results []diag.Result) []diag.Result {
	var out []diag.Result
	for _, r := range results {
		keep := r
		keep.Outcomes = nil
		for _, o := range r.Outcomes {
			if o.Status == diag.Fail || o.Status == diag.Blocked {
				keep.Outcomes = append(keep.Outcomes, o)
			}
		}
		out = append(out, keep)
	}
	return out
}
