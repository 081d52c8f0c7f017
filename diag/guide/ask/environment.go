package ask

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func Exchange() []diag.Request { return []diag.Request{facts.Exchange.For("")} }

// Environment asks for what every walk stands on: the directory, the login, and
// the clocks of both.
func Environment(r *diag.Reader) []diag.Request {
	reqs := []diag.Request{facts.Krb5Conf.For(""), facts.Directory.For(""), facts.Login.For("")}
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() && f.Value.Server != "" {
		reqs = append(reqs, facts.Clock.For(f.Value.Server), facts.Controllers.For(""))
	}
	return append(reqs, Clocks(r)...)
}

// Clocks asks for the clock of every domain controller that is worth asking:
// clients meet each of them.
func Clocks(r *diag.Reader) []diag.Request {
	f, ok := facts.Controllers.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	return Each(facts.Clock, f.Value.Hosts)
}

// AtControllers asks each domain controller that is worth asking for an SPN's ticket,
// where there are several: clients meet each of them.
func AtControllers(r *diag.Reader, spn string) []diag.Request {
	f, ok := facts.Controllers.Get(r, "")
	if !ok || !f.Known() || spn == "" {
		return nil
	}
	var out []diag.Request
	for _, host := range f.Value.Hosts {
		out = append(out, facts.TicketAt.For(facts.AtController(spn, host)))
	}
	return out
}

// Referrals asks for the ticket that lets the domain's users into each realm that
// trusts it, as many as a walk may.
func Referrals(r *diag.Reader) []diag.Request {
	f, ok := facts.Trusts.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []diag.Request
	asked, _ := facts.ReferralsOf(f.Value)
	for _, t := range asked {
		out = append(out, facts.Referral.For(t.Partner))
	}
	return out
}

// Names asks how host names resolve, and the domain's own name with them:
// a resolver that knows the domain can say that a name does not exist.
func Names(r *diag.Reader, hosts ...string) []diag.Request {
	reqs := Each(facts.DNSName, hosts)
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() && f.Value.Realm != "" && len(hosts) > 0 {
		reqs = append(reqs, facts.DNSName.For(strings.ToLower(f.Value.Realm)))
	}
	return reqs
}

// EnvironmentChecks judge it.
var EnvironmentChecks = []string{"krb5conf-invalid", "directory-unreachable", "kdc-unreachable", "login-missing", "clock-skew"}

// EnvironmentKinds are collected anew on every visit.
var EnvironmentKinds = []string{"directory.info", "kdc.login", "clock", "directory.controllers"}

// OwnerChecks judge the expected SPNs and their owner: the codes that the steps
// share which find, fix and verify.
var OwnerChecks = []string{"replica-differs", "spn-missing", "spn-duplicate", "spn-misplaced", "spn-covered-by-host", "spn-unicode", "spn-malformed"}

// TicketChecks judge the tickets for them.
var TicketChecks = []string{"ticket-refused", "etype-none-common", "ticket-weak-etype", "ticket-kvno-differs", "ticket-controllers-differ", "account-no-password"}

// OwnersFor asks for the owners of all expected names and for the
// accounts that should hold them.
func OwnersFor(r *diag.Reader) []diag.Request {
	reqs := Exchange()
	for _, e := range facts.Expected.All(r) {
		reqs = append(reqs, facts.Owners.For(e.Subject))
		if e.Value.Owner != "" {
			reqs = append(reqs, facts.Account.For(e.Value.Owner))
		}
	}
	return reqs
}

// Each asks one kind for many subjects.
func Each[T any](k diag.Kind[T], subjects []string) []diag.Request {
	var out []diag.Request
	for _, s := range subjects {
		out = append(out, k.For(s))
	}
	return out
}

// Derived is the source of what a guide derives from other facts.
func Derived(id string) ad.Source { return ad.Source{Kind: "derived", Name: id} }

// OwnerFrom says how the account in an input is known.
func OwnerFrom(r *diag.Reader, key string) facts.OwnerFrom {
	f, ok := facts.Input.Get(r, key)
	if !ok || !f.Known() {
		return facts.OwnerGuessed
	}
	switch f.Source.Kind {
	case "operator":
		return facts.OwnerSaid
	case "paste":
		return facts.OwnerPasted
	}
	return facts.OwnerGuessed
}
