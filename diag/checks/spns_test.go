package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

const who = "CASARRAY-ASA$"

func TestSPNMissing(t *testing.T) {
	judge(t, spnMissing,
		kase{"held", func(w world) { w.expect(who, array).account(asa()).owners(array, asa()) }, []string{"pass ok " + array}},
		kase{"nobody", func(w world) { w.expect(who, array).account(asa()).owners(array) }, []string{"fail missing " + array}},
		kase{"nobody, owner not known yet", func(w world) { w.expect("", array).owners(array) }, []string{"fail missing " + array}},
		kase{"covered", func(w world) { w.expect(who, array).covered(array, "host/x", machine("WEB1")) }, []string{"pass ok " + array}},
		kase{"optional", func(w world) {
			facts.Expected.Put(w.Snapshot, diag.Fact[facts.ExpectedValue]{Subject: array, Value: facts.ExpectedValue{Owner: who, Optional: true}})
			w.owners(array)
		}, nil},
		kase{"answer cut short", func(w world) {
			w.expect(who, array)
			facts.Owners.Put(w.Snapshot, diag.Fact[facts.OwnersValue]{Subject: array, Value: facts.OwnersValue{Coverage: ad.Coverage{Truncated: true}}})
		}, []string{"unknown not-checked " + array}},
		kase{"not readable", func(w world) { w.expect(who, array).unread(facts.Owners.For(array), ad.ProblemNoRight) }, []string{"unknown not-checked " + array}},
		kase{"not asked", func(w world) { w.expect(who, array) }, nil})
}

func TestSPNDuplicate(t *testing.T) {
	judge(t, spnDuplicate,
		kase{"one", func(w world) { w.expect(who, array).account(asa()).owners(array, asa()) }, []string{"pass ok " + array}},
		kase{"none", func(w world) { w.expect(who, array).owners(array) }, []string{"pass ok " + array}},
		kase{"two", func(w world) { w.expect(who, array).account(asa()).owners(array, asa(), machine("OLD1")) }, []string{"fail duplicate " + array}},
		kase{"one of a cut answer", func(w world) {
			w.expect(who, array)
			facts.Owners.Put(w.Snapshot, diag.Fact[facts.OwnersValue]{Subject: array, Value: facts.OwnersValue{Owners: []ad.Account{asa()}, Coverage: ad.Coverage{Truncated: true}}})
		}, []string{"unknown not-checked " + array}})
}

func TestSPNMisplaced(t *testing.T) {
	judge(t, spnMisplaced,
		kase{"right", func(w world) { w.expect(who, array).account(asa()).owners(array, asa()) }, []string{"pass ok " + array}},
		kase{"typed without the dollar, and not read", func(w world) {
			w.expect(`CONTOSO\casarray-asa`, array).unread(facts.Account.For(`CONTOSO\casarray-asa`), ad.ProblemUnreachable).owners(array, asa())
		}, []string{"unknown not-checked " + array}}, // a user of that name would be another account
		kase{"same name, another object", func(w world) {
			w.expect(who, array).account(asa()).owners(array, asa(func(a *ad.Account) { a.SID = "S-1-5-21-9-9-9-1" }))
		}, []string{"fail misplaced " + array}},
		kase{"on a member", func(w world) { w.expect(who, array).account(asa()).owners(array, machine("CAS1")) }, []string{"fail misplaced " + array}},
		kase{"owner not known", func(w world) { w.expect("", array).owners(array, machine("CAS1")) }, []string{"unknown not-checked " + array}},
		kase{"owner not readable", func(w world) {
			w.expect(who, array).unread(facts.Account.For(who), ad.ProblemNoRight).owners(array, machine("CAS1"))
		}, []string{"unknown not-checked " + array}},
		kase{"two are another code", func(w world) { w.expect(who, array).owners(array, asa(), machine("CAS1")) }, nil})
}

func TestSPNCoveredByHost(t *testing.T) {
	judge(t, spnCoveredByHost,
		kase{"by another", func(w world) {
			w.expect(who, "http/mail").account(asa()).covered("http/mail", "host/mail", machine("MAIL"))
		}, []string{"fail covered-by-host http/mail"}},
		kase{"by the right one", func(w world) {
			w.expect(who, "http/mail").account(asa()).covered("http/mail", "host/mail", asa())
		}, []string{"pass covered-by-host http/mail"}},
		kase{"right one not known", func(w world) { w.expect("", "http/mail").covered("http/mail", "host/mail", machine("MAIL")) }, []string{"unknown not-checked http/mail"}},
		kase{"exact owner wins", func(w world) { w.expect(who, "http/mail").account(asa()).owners("http/mail", asa()) }, nil})
}

func TestSPNMalformed(t *testing.T) {
	spns := func(list ...string) func(world) {
		return func(w world) { w.account(asa(func(a *ad.Account) { a.SPNs = list })) }
	}
	judge(t, spnMalformed,
		kase{"all forms in use", spns("http/mail", "HOST/a.b:8080", "ldap/dc1/contoso.lab", "E3514235-4B06-11D1-AB04-00C04FC2DCD2/4a/contoso.lab", "MSSQLSvc/x:inst"), []string{"pass ok " + who}},
		kase{"classes of several words, as Hyper-V registers them", spns("Microsoft Virtual System Migration Service/hv1.contoso.lab", "Hyper-V Replica Service/HV1", "ldap/dc1/CN=My Service,DC=contoso,DC=lab"), []string{"pass ok " + who}},
		kase{"a blank in the host", spns("http/mail server"), []string{"fail malformed http/mail server", "pass ok " + who}},
		kase{"a blank at an edge", spns("http /mail", "http/ mail", " http/mail", "My  Service/mail"), []string{
			"fail malformed http /mail", "fail malformed http/ mail", "fail malformed  http/mail", "fail malformed My  Service/mail", "pass ok " + who}},
		kase{"backslash", spns(`http\mail`, "http/mail"), []string{`fail malformed http\mail`, "pass ok " + who}})
}

func TestSPNUnicode(t *testing.T) {
	spns := func(list ...string) func(world) {
		return func(w world) { w.account(asa(func(a *ad.Account) { a.SPNs = list })) }
	}
	judge(t, spnUnicode,
		kase{"plain", spns("http/mail"), []string{"pass ok " + who}},
		kase{"zero width", spns("http/mail\u200b"), []string{"fail suspicious-unicode http/mail\u200b", "pass ok " + who}},
		kase{"letters of another language", spns("http/b\u00fccher.contoso.lab"), []string{"pass ok " + who}},
		kase{"Cyrillic look-alike", spns("http/m\u0430il"), []string{"fail suspicious-unicode http/m\u0430il", "pass ok " + who}})
}
