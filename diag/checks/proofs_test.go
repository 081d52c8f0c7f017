package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A ticket that a KDC issued refutes "missing": the SPN must not be registered a
// second time, whether its owner is out of sight or in another realm.
func TestAnIssuedTicketRefutesMissing(t *testing.T) {
	const spn = "http/shop.fabrikam.test"
	here := func(w world) world {
		facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "FABRIKAM.TEST", Server: "dc1"}, Source: ldap})
		return w.expect("", spn).owners(spn)
	}
	issuedBy := func(w world, realm string) {
		facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Source: src("kdc", "dc1"),
			Value: ad.TicketResult{SPN: spn, KDC: "dc1:88", Reply: &ad.TicketReply{Realm: realm, TicketEType: ad.ETypeAES256}}})
	}
	answers := func(w world, accepted bool) {
		facts.ServiceAnswer.Put(w.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Source: src("service", "shop"), Value: facts.ServiceAnswerValue{Tried: true, Accepted: accepted}})
	}
	judge(t, spnMissing,
		kase{"no ticket either", func(w world) { here(w).refused(spn, ad.ErrServiceUnknown) }, []string{"fail missing " + spn}},
		kase{"issued here, the owner is not seen", func(w world) { issuedBy(here(w), "FABRIKAM.TEST") }, []string{"unknown not-checked " + spn}},
		kase{"issued in another realm", func(w world) { issuedBy(here(w), "TAILSPIN.TEST") }, []string{"unknown not-checked " + spn}},
		kase{"issued in another realm and accepted", func(w world) { issuedBy(here(w), "TAILSPIN.TEST"); answers(w, true) }, []string{"pass ok " + spn}},
		kase{"issued in another realm and refused", func(w world) { issuedBy(here(w), "TAILSPIN.TEST"); answers(w, false) }, []string{"unknown not-checked " + spn}})
}

// A domain controller that does not answer is never the same as the others.
func TestASilentControllerIsNotTheSame(t *testing.T) {
	judge(t, replicaDiffers,
		kase{"one is silent", func(w world) {
			facts.ReplicaScan.Put(w.Snapshot, diag.Fact[facts.ReplicaScanValue]{Source: ldap, Value: facts.ReplicaScanValue{Servers: []string{"dc1", "dc3"},
				Silent: []facts.SilentController{{Server: "dc2", Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc2", Why: "nothing listens"}}}}})
		}, []string{"unknown not-checked dc2", "pass ok the domain"}})
	judge(t, clockSkew,
		kase{"many controllers", func(w world) {
			facts.Controllers.Put(w.Snapshot, diag.Fact[facts.ControllersValue]{Source: ldap, Value: facts.ControllersValue{Hosts: []string{"dc2"}, All: 40}})
			w.unread(facts.Clock.For("dc2"), ad.ProblemUnreachable)
		}, []string{"pass ok the domain controllers", "unknown not-checked dc2"}})
}

// An AES ticket proves that the KDC's default serves an account that lists nothing.
func TestAnAESTicketProvesTheDefault(t *testing.T) {
	const spn = "http/outlook.contoso.lab"
	unset := func(w world) world {
		return w.expect("CASARRAY-ASA$", spn).account(asa(func(a *ad.Account) { a.ETypes = 0 })).owners(spn, asa(func(a *ad.Account) { a.ETypes = 0 }))
	}
	judge(t, etypeUnset,
		kase{"AES by default", func(w world) { unset(w).issued(spn, ad.ETypeAES256, 3) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"RC4 by default", func(w world) { unset(w).issued(spn, ad.ETypeRC4, 3) }, []string{"fail no-common-etype CASARRAY-ASA$"}})
	judge(t, ticketWeakEType,
		kase{"RC4 by default, and the service takes it", func(w world) {
			unset(w).issued(spn, ad.ETypeRC4, 3)
			facts.ServiceAnswer.Put(w.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Source: ldap, Value: facts.ServiceAnswerValue{Tried: true, Accepted: true}})
		}, []string{"pass ok " + spn}},
		kase{"RC4 by default, not tried", func(w world) { unset(w).issued(spn, ad.ETypeRC4, 3) }, []string{"fail no-common-etype " + spn}})
}
