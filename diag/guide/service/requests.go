package service

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
)

// nameRequests looks for an owner where clients use an address: without one they
// do not try Kerberos.
func (w Walk) nameRequests(r *diag.Reader) []diag.Request {
	reqs := ask.Environment(r)
	if w.Ask != nil {
		reqs = append(reqs, w.Ask(r)...)
	}
	if _, known := w.behind(r); known && guide.Value(r, Key) != "" {
		reqs = append(reqs, facts.ClientNames.For(w.asTyped(r)))
	}
	for _, v := range w.instances(r) {
		reqs = append(reqs, facts.ClientNames.For(v))
	}
	if w.Clients {
		for _, c := range w.clients(r) {
			reqs = append(reqs, ask.Each(facts.Owners, namesOf(c))...)
		}
		for _, e := range facts.Expected.All(r) {
			if e.Value.Owner != "" {
				reqs = append(reqs, facts.Account.For(e.Value.Owner))
			}
		}
	}
	if t, ok := w.target(r); ok {
		if _, address := t.Address(); address {
			reqs = append(reqs, ask.Each(facts.Owners, t.SPNs)...)
		}
	}
	return reqs
}

func (w Walk) dnsRequests(r *diag.Reader) []diag.Request {
	t, ok := w.target(r)
	if _, address := t.Address(); !ok || address {
		return nil
	}
	return ask.Names(r, t.Dial())
}

// unusable says that the service is an address that nobody registered: there is
// nothing more to look at.
func (w Walk) unusable(r *diag.Reader) bool {
	t, ok := w.target(r)
	if _, address := t.Address(); !address || !ok {
		return !ok
	}
	for _, spn := range t.SPNs {
		if f, asked := facts.Owners.Get(r, spn); asked && (!f.Known() || len(f.Value.Answering()) > 0) {
			return false
		}
	}
	return true
}

func (w Walk) ownerRequests(r *diag.Reader) []diag.Request {
	t, _ := w.target(r)
	if w.unusable(r) {
		return nil
	}
	reqs := ask.Each(facts.Owners, t.SPNs)
	for _, x := range append(w.further(r), t) {
		reqs = append(reqs, ask.Each(facts.Owners, x.SPNs)...)
		if _, address := x.Address(); w.Machine && !address {
			reqs = append(reqs, facts.Owners.For(hostSPN(x)))
		}
	}
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" {
			reqs = append(reqs, facts.Account.For(e.Value.Owner))
		}
	}
	return append(reqs, w.proofRequests(r)...)
}

// proofRequests asks the KDC, and then the service, for an SPN that no account
// visible here has: a ticket that is issued proves that it is registered, here out of sight
// or in another realm.
func (w Walk) proofRequests(r *diag.Reader) []diag.Request {
	spn := w.SPN(r)
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() || len(f.Value.Answering()) > 0 {
		return nil
	}
	return append([]diag.Request{facts.Ticket.For(spn)}, w.answerRequests(r)...)
}

func (w Walk) accountRequests(r *diag.Reader) []diag.Request {
	reqs := w.ownerRequests(r)
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" && len(reqs) > 0 {
			reqs = append(reqs, facts.Replicas.For(e.Value.Owner))
		}
	}
	return reqs
}

func (w Walk) ticketRequests(r *diag.Reader) []diag.Request {
	reqs := w.ownerRequests(r)
	if len(reqs) > 0 {
		reqs = append(append(reqs, facts.Ticket.For(w.SPN(r))), ask.AtControllers(r, w.SPN(r))...)
		for _, t := range w.further(r) {
			reqs = append(reqs, facts.Ticket.For(usual(r, t)))
		}
	}
	if f, ok := facts.Ticket.Get(r, w.SPN(r)); ok && f.Known() && f.Value.Reply != nil && f.Value.Reply.TicketEType.Weak() {
		reqs = append(reqs, w.answerRequests(r)...) // a weak ticket that the service accepts is no fault of the service
	}
	return reqs
}

// answerRequests asks the service for its own answer, where its protocol can be
// spoken from here.
func (w Walk) answerRequests(r *diag.Reader) []diag.Request {
	t, ok := w.target(r)
	if ok && t.NeedsBrowser() {
		return nil // its port is not known
	}
	spn := w.SPN(r)
	if !ok || !issued(r, spn) {
		return nil
	}
	reqs := []diag.Request{facts.ServiceAnswer.For(spn)}
	if file := guide.Value(r, "keytab"); file != "" && len(facts.AskableURLs(t)) == 0 {
		reqs = append(reqs, keytabOf(r, spn, file)) // which stands for the answer that nothing here can ask for
	}
	return reqs
}

// asTyped is the service in the form that the names of its clients are made from.
func (w Walk) asTyped(r *diag.Reader) string {
	if t, ok := w.given(r); ok && (t.Form == ad.TargetURL || t.Form == ad.TargetUNC) {
		return t.String()
	}
	return guide.Value(r, Key)
}

// clients are the kinds of clients of the service, nil where they are not known.
func (w Walk) clients(r *diag.Reader) []names.Client {
	f, ok := facts.ClientNames.Get(r, w.asTyped(r))
	if !ok || !f.Known() {
		return nil
	}
	return f.Value.Clients
}

func namesOf(c names.Client) []string {
	var out []string
	for _, n := range c.Names {
		out = append(out, n.SPN)
	}
	return out
}

// keytabRequests holds the keytab that was given against the service's SPN, and asks
// the service, whose own answer outranks a file that it may not use.
func (w Walk) keytabRequests(r *diag.Reader) []diag.Request {
	reqs := w.ticketRequests(r)
	spn, file := w.SPN(r), guide.Value(r, "keytab")
	if spn == "" || file == "" || len(reqs) == 0 {
		return reqs
	}
	reqs = append(reqs, keytabOf(r, spn, file))
	return append(reqs, w.answerRequests(r)...)
}

func keytabOf(r *diag.Reader, spn, file string) diag.Request {
	return facts.Keytab.For(facts.KeytabSubject(file, keytabs.AsAsked(spn), guide.Value(r, "run-as")))
}
