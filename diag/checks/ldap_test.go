package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// binds puts what a domain controller let through: pairs of way and outcome.
func binds(server string, at ...ad.BindAttempt) func(world) {
	return func(w world) {
		facts.LDAPBinds.Put(w.Snapshot, diag.Fact[ad.BindPolicy]{Subject: server, Source: ldap, Value: ad.BindPolicy{Server: server, Attempts: at}})
	}
}

func way(w ad.BindWay, o ad.BindOutcome) ad.BindAttempt { return ad.BindAttempt{Way: w, Outcome: o} }

func failedWay(w ad.BindWay) ad.BindAttempt {
	return ad.BindAttempt{Way: w, Outcome: ad.BindFailed, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "it timed out"}}
}

// What is required shows in what is refused; what could not be tried shows nothing.
func TestSigningAndBindingShowInWhatIsRefused(t *testing.T) {
	const dc = "dc1"
	silent := kase{"nobody answers", func(w world) { w.unread(facts.LDAPBinds.For(dc), ad.ProblemUnreachable) }, []string{"unknown not-checked dc1"}}
	judge(t, ldapSigningOff, silent,
		kase{"both refused", binds(dc, way(ad.BindSimpleClear, ad.BindRefused), way(ad.BindUnsigned, ad.BindRefused)), []string{"pass ok dc1"}},
		kase{"the password was examined", binds(dc, way(ad.BindSimpleClear, ad.BindExamined), way(ad.BindUnsigned, ad.BindRefused)), []string{"fail off dc1"}},
		kase{"an unsigned login", binds(dc, way(ad.BindSimpleClear, ad.BindRefused), way(ad.BindUnsigned, ad.BindAccepted)), []string{"fail off dc1"}},
		kase{"no ticket, simple bind refused", binds(dc, way(ad.BindSimpleClear, ad.BindRefused)), []string{"pass ok dc1"}},
		kase{"neither answered", binds(dc, failedWay(ad.BindSimpleClear), failedWay(ad.BindUnsigned)), []string{"unknown not-checked dc1"}})
	bound := way(ad.BindTLSBound, ad.BindAccepted)
	always := binds(dc, bound, way(ad.BindTLS, ad.BindRefused), way(ad.BindTLSWrong, ad.BindRefused))
	supported := binds(dc, bound, way(ad.BindTLS, ad.BindAccepted), way(ad.BindTLSWrong, ad.BindRefused))
	never := binds(dc, bound, way(ad.BindTLS, ad.BindAccepted), way(ad.BindTLSWrong, ad.BindAccepted))
	samba := binds(dc, way(ad.BindTLSBound, ad.BindRefused), way(ad.BindTLS, ad.BindRefused))
	noTLS := binds(dc, way(ad.BindSimpleClear, ad.BindRefused), way(ad.BindTLSBound, ad.BindNoTLS), way(ad.BindTLS, ad.BindNoTLS), way(ad.BindStartTLSBound, ad.BindNoTLS))
	half := binds(dc, bound, way(ad.BindTLS, ad.BindAccepted), failedWay(ad.BindTLSWrong))
	start := binds(dc, failedWay(ad.BindTLSBound), failedWay(ad.BindTLS), way(ad.BindStartTLSBound, ad.BindAccepted), way(ad.BindStartTLS, ad.BindRefused))
	judge(t, ldapBindingOff, silent,
		kase{"always", always, []string{"pass ok dc1"}}, kase{"when supported", supported, []string{"pass ok dc1"}},
		kase{"never", never, []string{"fail off dc1"}}, kase{"no SASL in TLS", samba, []string{"pass ok dc1"}}, kase{"StartTLS only, always", start, []string{"pass ok dc1"}},
		kase{"no TLS", noTLS, nil}, kase{"the wrong token was not answered", half, []string{"unknown not-checked dc1"}},
		kase{"a refusal without a login that works", binds(dc, way(ad.BindTLS, ad.BindRefused), failedWay(ad.BindTLSBound)), []string{"unknown not-checked dc1"}})
	judge(t, ldapBindingOptional, kase{"nobody answers", silent.facts, nil},
		kase{"always", always, []string{"pass ok dc1"}}, kase{"when supported", supported, []string{"fail off dc1"}}, kase{"never", never, nil}, kase{"not known", half, nil})
	judge(t, ldapTLSMissing, kase{"nobody answers", silent.facts, nil},
		kase{"LDAPS", always, []string{"pass ok dc1"}}, kase{"none", noTLS, []string{"fail not-offered dc1"}},
		kase{"nothing listens at all", binds(dc, way(ad.BindTLSBound, ad.BindNoTLS), failedWay(ad.BindSimpleClear)), []string{"unknown not-checked dc1"}},
		kase{"a silent port", binds(dc, failedWay(ad.BindTLSBound)), []string{"unknown not-checked dc1"}})
}

func ldapEvents(v facts.LDAPClientsValue) func(world) {
	return func(w world) {
		facts.LDAPClients.Put(w.Snapshot, diag.Fact[facts.LDAPClientsValue]{Source: src("paste", "events"), Value: v})
	}
}

// A client is found under the problem that its event names; a summary alone names
// nobody and is never "ok".
func TestClientsThatWouldBeRefused(t *testing.T) {
	row := func(problem string) facts.LDAPClientsValue {
		return facts.LDAPClientsValue{Events: 2, Rows: []facts.LDAPClient{{Problem: problem, Host: "10.0.0.7", User: `A\u`, Server: "dc1", Count: 2}}}
	}
	sum := func(event, simple, unsigned int) facts.LDAPClientsValue {
		return facts.LDAPClientsValue{Events: 1, Counted: []facts.LDAPCount{{Event: event, Server: "dc1", Simple: simple, Unsigned: unsigned}}}
	}
	none := kase{"no such event", ldapEvents(facts.LDAPClientsValue{Events: 4}), []string{"pass ok LDAP clients"}}
	nothing := kase{"no export", func(world) {}, nil}
	const subject = `A\u from 10.0.0.7`
	judge(t, ldapClientSimple, none, nothing,
		kase{"a password", ldapEvents(row(facts.LDAPSimpleClear)), []string{"fail unprotected " + subject}},
		kase{"another problem", ldapEvents(row(facts.LDAPUnsigned)), []string{"pass ok LDAP clients"}},
		kase{"counted only", ldapEvents(sum(2887, 3, 0)), []string{"unknown not-checked dc1"}},
		kase{"counted, none simple", ldapEvents(sum(2887, 0, 3)), []string{"pass ok LDAP clients"}},
		kase{"cut off", ldapEvents(facts.LDAPClientsValue{Events: 9, More: 2}), []string{"unknown not-checked LDAP clients"}})
	judge(t, ldapClientUnsigned, none, nothing,
		kase{"unsigned", ldapEvents(row(facts.LDAPUnsigned)), []string{"fail unprotected " + subject}},
		kase{"counted only", ldapEvents(sum(2888, 0, 3)), []string{"unknown not-checked dc1"}})
	judge(t, ldapClientNoToken, none, nothing,
		kase{"no token", ldapEvents(row(facts.LDAPNoToken)), []string{"fail unsupported " + subject}},
		kase{"counted only", ldapEvents(sum(3040, 0, 3)), []string{"unknown not-checked dc1"}})
}
