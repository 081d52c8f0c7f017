package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func cred(account string, t time.Time) facts.ASACredential {
	return facts.ASACredential{Account: account, Time: t, Raw: t.Format(time.DateTime)}
}

// status pastes a status of CAS1 (and CAS2) and names the account and members.
func status(w world, list ...facts.ASACredential) world {
	var v []facts.ASAMember
	for i, c := range list {
		v = append(v, facts.ASAMember{Server: []string{"CAS1", "CAS2", "CAS3"}[i], Latest: c})
	}
	facts.ASAStatus.Put(w.Snapshot, diag.Fact[[]facts.ASAMember]{Value: v, Source: src("paste", "credential status")})
	return w.input("asa", who).input("members", "CAS1\nCAS2").account(asa())
}

func TestASAMissingOnMember(t *testing.T) {
	judge(t, asaMissingOnMember,
		kase{"both", func(w world) { status(w, cred(who, at), cred(who, at)) }, []string{"pass ok CAS1", "pass ok CAS2"}},
		kase{"one without", func(w world) { status(w, cred(who, at), facts.ASACredential{}) }, []string{"pass ok CAS1", "fail not-deployed CAS2"}},
		kase{"one not in the paste", func(w world) { status(w, cred(who, at)) }, []string{"pass ok CAS1", "unknown not-checked CAS2"}},
		kase{"a server that is no member", func(w world) { status(w, cred(who, at), cred(who, at), facts.ASACredential{}) }, []string{"pass ok CAS1", "pass ok CAS2"}},
		kase{"nothing pasted", func(w world) { w.input("asa", who) }, nil})
}

func TestASAOtherAccount(t *testing.T) {
	judge(t, asaOtherAccount,
		kase{"same, with domain and other case", func(w world) { status(w, cred(`contoso\casarray-asa$`, at)) }, []string{"pass ok CAS1"}},
		kase{"another", func(w world) { status(w, cred(who, at), cred(`CONTOSO\OLD$`, at)) }, []string{"pass ok CAS1", "fail wrong-key CAS2"}},
		kase{"an account for each array", func(w world) {
			status(w, cred(who, at), cred("ASA2$", at)).input("asa", "a.x="+who+"\nb.x=ASA2$")
		}, []string{"pass ok CAS1", "pass ok CAS2"}})
}

func TestASAOldCredential(t *testing.T) {
	set := asa().PasswordSet
	ambiguous := cred(who, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	ambiguous.AmbiguousDate = true
	judge(t, asaOldCredential,
		kase{"a little before the password, as the script does it", func(w world) { status(w, cred(who, set.Add(-31*time.Second)), cred(who, set.Add(-12*time.Second))) },
			[]string{"pass ok CAS1", "pass ok CAS2"}},
		kase{"copied later", func(w world) { status(w, cred(who, set.Add(-time.Minute)), cred(who, set.Add(9*24*time.Hour))) }, []string{"pass ok CAS1", "pass ok CAS2"}},
		kase{"two hours older beside one that fits", func(w world) { status(w, cred(who, set.Add(-time.Minute)), cred(who, set.Add(-2*time.Hour))) },
			[]string{"pass ok CAS1", "fail wrong-key CAS2"}},
		kase{"at the tolerance", func(w world) { status(w, cred(who, set), cred(who, set.Add(-90*time.Minute))).input("tolerance", "90") },
			[]string{"pass ok CAS1", "pass ok CAS2"}},
		kase{"a month older", func(w world) { status(w, cred(who, set.Add(-30*24*time.Hour))) }, []string{"fail wrong-key CAS1"}},
		kase{"five hours older, which a zone could explain", func(w world) { status(w, cred(who, set.Add(-5*time.Hour))) }, []string{"unknown not-checked CAS1"}},
		kase{"the same, zone given", func(w world) { status(w, cred(who, set.Add(-5*time.Hour))).input("zone", "-05:00") }, []string{"pass ok CAS1"}},
		kase{"the same, other zone given", func(w world) { status(w, cred(who, set.Add(-5*time.Hour))).input("zone", "+1") }, []string{"fail wrong-key CAS1"}},
		kase{"day and month open, a member tells", func(w world) {
			status(w, cred(who, set), ambiguous)
		}, []string{"pass ok CAS1", "fail wrong-key CAS2"}},
		kase{"day and month open, old either way", func(w world) {
			c := cred(who, time.Date(2025, 3, 2, 8, 0, 0, 0, time.UTC))
			c.AmbiguousDate = true
			status(w, c)
		}, []string{"fail wrong-key CAS1"}},
		kase{"day and month open, and it matters", func(w world) {
			c := cred(who, time.Date(2026, 4, 3, 8, 0, 0, 0, time.UTC)) // or 4 March, a month before the password
			c.AmbiguousDate = true
			status(w, c)
		}, []string{"unknown not-checked CAS1"}},
		kase{"password date hidden", func(w world) {
			status(w, cred(who, set)).account(asa(func(a *ad.Account) { a.PasswordSet = time.Time{} }))
		}, []string{"unknown not-checked CAS1"}},
		kase{"another account is another code", func(w world) { status(w, cred("OLD$", set)) }, nil})
}

func TestAuthLogNTLM(t *testing.T) {
	log := func(by map[string]int) func(world) {
		return func(w world) {
			facts.AuthLog.Put(w.Snapshot, diag.Fact[facts.AuthLogValue]{Value: facts.AuthLogValue{ByAuth: by, First: at, Last: at}, Source: src("paste", "log")})
		}
	}
	judge(t, authLogNTLM,
		kase{"Kerberos only", log(map[string]int{"Kerberos": 9}), []string{"pass ok " + authLog}},
		kase{"some NTLM", log(map[string]int{"Kerberos": 9, "Ntlm": 2}), []string{"fail ntlm " + authLog}},
		kase{"unread", func(w world) { w.unread(facts.AuthLog.For(""), ad.ProblemUsage) }, []string{"unknown not-checked " + authLog}})
}
