package casarray

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
)

func namespaceRequests(r *diag.Reader) []diag.Request {
	return append(ask.Environment(r), ask.Names(r, append(guide.Values(r, "array"), guide.Values(r, "web")...)...)...)
}

func OwnerRequests(r *diag.Reader) []diag.Request {
	reqs := append(ask.Exchange(), AccountRequests(r)...)
	for _, e := range facts.Expected.All(r) {
		reqs = append(reqs, facts.Owners.For(e.Subject))
	}
	return reqs
}

func AccountRequests(r *diag.Reader) []diag.Request {
	return ask.Each(facts.Account, facts.ASANames(guide.Value(r, "asa")))
}

// TicketRequests asks for a ticket for every name that is expected, and for
// the optional ones that somebody holds.
func TicketRequests(r *diag.Reader) []diag.Request {
	reqs := OwnerRequests(r)
	for _, e := range facts.Expected.All(r) {
		own, ok := facts.Owners.Get(r, e.Subject)
		if e.Value.Optional && (!ok || !own.Known() || len(own.Value.Owners) == 0) {
			continue
		}
		reqs = append(reqs, facts.Ticket.For(e.Subject))
	}
	return reqs
}

// answerRequests asks the web services of every member for their own answer.
func answerRequests(r *diag.Reader) []diag.Request {
	return append(TicketRequests(r), MemberAnswerRequests(r)...)
}

func ReplicaRequests(r *diag.Reader) []diag.Request {
	return append(AccountRequests(r), ask.Each(facts.Replicas, facts.ASANames(guide.Value(r, "asa")))...)
}

// MemberAnswerRequests asks each server, by its own name, whether it accepts a
// ticket for the shared web names that have an owner. Where no server is known, what
// answers under the shared name is asked, as clients do: without any answer nothing
// shows that the key is right.
func MemberAnswerRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	for _, e := range facts.Expected.All(r) {
		spn, err := ad.ParseSPN(e.Subject)
		t, issued := facts.Ticket.Get(r, e.Subject)
		if err != nil || !strings.EqualFold(spn.Class, "http") || !issued || !t.Known() || t.Value.Reply == nil {
			continue
		}
		members := guide.Values(r, "members")
		if len(members) == 0 {
			reqs = append(reqs, facts.ServiceAnswer.For(e.Subject))
		}
		for _, m := range members {
			reqs = append(reqs, facts.ServiceAnswer.For(facts.ServiceSubject(e.Subject, ask.MemberHost(r, m))))
		}
	}
	return reqs
}
