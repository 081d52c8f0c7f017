package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func ntlmRows(rows ...facts.NTLMRow) func(world) {
	return func(w world) {
		facts.NTLMUse.Put(w.Snapshot, diag.Fact[facts.NTLMUseValue]{Source: src("paste", "events"), Value: facts.NTLMUseValue{Events: 9, Kerberos: 4, Rows: rows}})
	}
}

// A target says why NTLM was used: an address, no target at all, or an SPN whose ticket
// is issued today. A server's own event does not say why, and is not praised for it.
func TestWhyNTLMWasUsed(t *testing.T) {
	const app = "http/app"
	target := func(spn string) facts.NTLMRow { return facts.NTLMRow{Target: spn, Count: 2} }
	with := func(more func(world), rows ...facts.NTLMRow) func(world) {
		return func(w world) { ntlmRows(rows...)(w); more(w) }
	}
	kerberos := kase{"Kerberos only", ntlmRows(), []string{"pass ok NTLM"}}
	judge(t, ntlmByAddress, kerberos,
		kase{"an address", ntlmRows(target("cifs/10.0.0.7")), []string{"fail ntlm cifs/10.0.0.7"}},
		kase{"an IPv6 address", ntlmRows(target("cifs/fe80::1")), []string{"fail ntlm cifs/fe80::1"}},
		kase{"an address with a port", ntlmRows(target("http/10.0.0.7:8080")), []string{"fail ntlm http/10.0.0.7:8080"}},
		kase{"a host name", ntlmRows(target(app)), nil},
		kase{"no export", func(world) {}, nil})
	judge(t, ntlmDirect, kerberos,
		kase{"called directly", ntlmRows(facts.NTLMRow{Server: "srv", Direct: true, Count: 1}), []string{"fail ntlm srv"}},
		kase{"a host name", ntlmRows(target(app)), nil})
	judge(t, ntlmFallback,
		kase{"Kerberos only", ntlmRows(), nil},
		kase{"a ticket is issued", with(func(w world) { w.issued(app, ad.ETypeAES256, 3) }, target(app)), []string{"fail ntlm " + app}},
		kase{"a ticket is refused", with(func(w world) { w.refused(app, 7) }, target(app)), []string{"unknown not-checked " + app}},
		kase{"no ticket was requested", ntlmRows(target(app)), []string{"unknown not-checked " + app}},
		kase{"the KDC is silent", with(func(w world) { w.unread(facts.Ticket.For(app), ad.ProblemUnreachable) }, target(app)), []string{"unknown not-checked " + app}},
		kase{"a server's own event", ntlmRows(facts.NTLMRow{Server: "srv", Count: 1}), []string{"unknown not-checked srv"}})
}
