package serviceunreachable

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
)

func checkService(v string) error {
	_, err := ad.ParseServiceTarget(v)
	return err
}

// cleanService is the service without what may be a password in it.
func cleanService(v string) string {
	if t, err := ad.ParseServiceTarget(v); err == nil && (t.Form == ad.TargetURL || t.Form == ad.TargetConnection) {
		return t.String()
	}
	return v
}

// target is the service that was given; false where it cannot be read.
func target(r *diag.Reader) (ad.ServiceTarget, bool) {
	t, err := ad.ParseServiceTarget(guide.Value(r, "service"))
	return t, err == nil
}

// theSPN is the one of the names that clients ask for which has an owner or a
// ticket; the usual one where none has.
func theSPN(r *diag.Reader) string {
	t, ok := target(r)
	if !ok {
		return ""
	}
	for _, spn := range t.SPNs {
		if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && len(f.Value.Owners)+len(f.Value.AliasHeld) > 0 || issued(r, spn) {
			return spn
		}
	}
	return t.SPN()
}

func issued(r *diag.Reader, spn string) bool {
	f, ok := facts.Ticket.Get(r, spn)
	return ok && f.Known() && f.Value.Reply != nil
}

// expect expects the one name, on the account that was named, else on whoever
// holds it alone.
func expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	s.Forget(diag.Request{Kind: facts.Target.Name})
	spn := theSPN(r)
	if spn == "" {
		return
	}
	want := facts.ExpectedValue{Owner: guide.Value(r, "account"), OwnerFrom: ask.OwnerFrom(r, "account"), Why: "the client"}
	if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && want.Owner == "" {
		list := f.Value.Owners
		if len(list) == 0 {
			list = f.Value.AliasHeld
		}
		if len(list) == 1 {
			want.Owner, want.OwnerFrom, want.Alias = list[0].DN, facts.OwnerGuessed, true // the object itself: another account may share its name
		}
	}
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: ask.Derived("service-unreachable")})
	if t, ok := target(r); ok {
		facts.Target.Put(s, diag.Fact[ad.ServiceTarget]{Subject: spn, Value: t, Source: ask.Derived("service-unreachable")})
	}
}

// nameRequests looks for an owner where clients use an address: without one they
// do not try Kerberos.
func nameRequests(r *diag.Reader) []diag.Request {
	reqs := ask.Environment(r)
	if t, ok := target(r); ok {
		if _, address := t.Address(); address {
			reqs = append(reqs, ask.Each(facts.Owners, t.SPNs)...)
		}
	}
	return reqs
}

func dnsRequests(r *diag.Reader) []diag.Request {
	t, ok := target(r)
	if _, address := t.Address(); !ok || address {
		return nil
	}
	return ask.Names(r, t.Dial())
}

// unusable says that the service is an address that nobody registered: there is
// nothing more to look at.
func unusable(r *diag.Reader) bool {
	t, ok := target(r)
	if _, address := t.Address(); !address || !ok {
		return !ok
	}
	for _, spn := range t.SPNs {
		if f, asked := facts.Owners.Get(r, spn); asked && (!f.Known() || len(f.Value.Owners)+len(f.Value.AliasHeld) > 0) {
			return false
		}
	}
	return true
}

func ownerRequests(r *diag.Reader) []diag.Request {
	t, _ := target(r)
	if unusable(r) {
		return nil
	}
	reqs := ask.Each(facts.Owners, t.SPNs)
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" {
			reqs = append(reqs, facts.Account.For(e.Value.Owner))
		}
	}
	return append(reqs, proofRequests(r)...)
}

// proofRequests asks the KDC, and then the service, for an SPN that no account
// visible here has: a ticket that is issued proves that it is registered, here out of sight
// or in another realm.
func proofRequests(r *diag.Reader) []diag.Request {
	spn := theSPN(r)
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() || len(f.Value.Owners)+len(f.Value.AliasHeld) > 0 {
		return nil
	}
	return append([]diag.Request{facts.Ticket.For(spn)}, answerRequests(r)...)
}

func accountRequests(r *diag.Reader) []diag.Request {
	reqs := ownerRequests(r)
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" && len(reqs) > 0 {
			reqs = append(reqs, facts.Replicas.For(e.Value.Owner))
		}
	}
	return reqs
}

func ticketRequests(r *diag.Reader) []diag.Request {
	reqs := ownerRequests(r)
	if len(reqs) > 0 {
		reqs = append(reqs, facts.Ticket.For(theSPN(r)))
	}
	if f, ok := facts.Ticket.Get(r, theSPN(r)); ok && f.Known() && f.Value.Reply != nil && f.Value.Reply.TicketEType.Weak() {
		reqs = append(reqs, answerRequests(r)...) // a weak ticket that the service accepts is no fault of the service
	}
	return reqs
}

// answerRequests asks the service for its own answer, where its protocol can be
// spoken from here.
func answerRequests(r *diag.Reader) []diag.Request {
	t, ok := target(r)
	if spn := theSPN(r); ok && issued(r, spn) && len(facts.AskableURLs(t)) > 0 {
		return []diag.Request{facts.ServiceAnswer.For(spn)}
	}
	return nil
}
