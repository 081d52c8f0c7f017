package guide

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

func casNamespaceRequests(r *diag.Reader) []diag.Request {
	return append(environment(r), namesRequests(r, append(Values(r, "array"), Values(r, "web")...)...)...)
}

func casOwnerRequests(r *diag.Reader) []diag.Request {
	reqs := append(exchangeRequest(), casASARequests(r)...)
	for _, e := range facts.Expected.All(r) {
		reqs = append(reqs, facts.Owners.For(e.Subject))
	}
	return reqs
}

func casASARequests(r *diag.Reader) []diag.Request {
	return requestsFor(facts.Account, facts.ASANames(Value(r, "asa")))
}

// casTicketRequests asks for a ticket for every name that is expected, and for
// the optional ones that somebody holds.
func casTicketRequests(r *diag.Reader) []diag.Request {
	reqs := casOwnerRequests(r)
	for _, e := range facts.Expected.All(r) {
		own, ok := facts.Owners.Get(r, e.Subject)
		if e.Value.Optional && (!ok || !own.Known() || len(own.Value.Owners) == 0) {
			continue
		}
		reqs = append(reqs, facts.Ticket.For(e.Subject))
	}
	return reqs
}

// casAnswerRequests asks the web services of every member for their own answer.
func casAnswerRequests(r *diag.Reader) []diag.Request {
	return append(casTicketRequests(r), memberAnswerRequests(r)...)
}
