package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

func (w world) machine(host, account string) world {
	facts.Machine.Put(w.Snapshot, diag.Fact[facts.MachineValue]{Value: facts.MachineValue{Host: host, Account: account}})
	return w
}

func (w world) hop(from, spn, user string) world {
	facts.SecondHop.Put(w.Snapshot, diag.Fact[facts.SecondHopValue]{Value: facts.SecondHopValue{From: from, SPN: spn, User: user}})
	return w
}

func joinedHost(change ...func(a *ad.Account)) ad.Account {
	a := machine("WEB1")
	a.PasswordSet = at.Add(-10 * 24 * time.Hour)
	a.SPNs = []string{"HOST/web1.contoso.lab", "HOST/WEB1"}
	for _, c := range change {
		c(&a)
	}
	return a
}

// What a host that is joined shows of its account: its age, its name, a clone.
func TestJoinedHosts(t *testing.T) {
	old := func(a *ad.Account) { a.PasswordSet = at.Add(-200 * 24 * time.Hour) }
	judge(t, machinePasswordOld,
		kase{"fresh", func(w world) { w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()) }, []string{"pass ok WEB1$"}},
		kase{"old", func(w world) { w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(old)) }, []string{"fail outdated WEB1$"}},
		kase{"old, and the keytab works", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(old)).keytab(func(*keytabs.Facts) {})
		}, []string{"pass ok WEB1$"}},
		kase{"hidden", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(func(a *ad.Account) { a.PasswordSet, a.Unread = time.Time{}, []string{"pwdLastSet"} }))
		}, []string{"unknown not-checked WEB1$"}},
		kase{"no account", func(w world) { w.machine("web1.contoso.lab", "WEB1$").noAccount("WEB1$") }, nil})
	judge(t, machineDNSDiffers,
		kase{"the same", func(w world) { w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()) }, []string{"pass ok WEB1$"}},
		kase{"another", func(w world) { w.machine("web2.contoso.lab", "WEB1$").account(joinedHost()) }, []string{"fail outdated WEB1$"}},
		kase{"none", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(func(a *ad.Account) { a.DNSHostName = "" }))
		}, []string{"fail outdated WEB1$"}},
		kase{"hidden", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(func(a *ad.Account) { a.DNSHostName, a.Unread = "", []string{"dNSHostName"} }))
		}, []string{"unknown not-checked WEB1$"}},
		kase{"a short name", func(w world) { w.machine("web1", "WEB1$").account(joinedHost()) }, nil})
	entries := func(principals ...string) func(f *keytabs.Facts) {
		return func(f *keytabs.Facts) {
			f.Entries = nil
			for _, p := range principals {
				f.Entries = append(f.Entries, keytabs.Entry{Principal: p + "@CONTOSO.LAB", KVNO: 3, EType: ad.ETypeAES256})
			}
		}
	}
	judge(t, machineClone,
		kase{"its own", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()).keytab(entries("host/web1.contoso.lab", "host/WEB1", "WEB1$"))
		}, []string{"pass ok WEB1$"}},
		kase{"another host's", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()).keytab(entries("host/build7.contoso.lab", "WEB1$"))
		}, []string{"fail duplicate WEB1$"}},
		kase{"its user principal name, and an SPN of a second host name", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(func(a *ad.Account) {
				a.UPN, a.SPNs = "host/odd.contoso.lab@CONTOSO.LAB", append(a.SPNs, "host/alias.contoso.lab")
			})).keytab(entries("host/odd.contoso.lab", "host/alias.contoso.lab", "WEB1$"))
		}, []string{"pass ok WEB1$"}},
		kase{"another host's, and the SPNs are hidden", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost(func(a *ad.Account) { a.SPNs, a.Unread = nil, []string{"servicePrincipalName"} })).keytab(entries("host/alias.contoso.lab", "WEB1$"))
		}, []string{"unknown not-checked WEB1$"}},
		kase{"another host's, of another account", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()).keytab(entries("HTTP/app.contoso.lab", "svc-app"))
		}, nil},
		kase{"not read", func(w world) {
			w.machine("web1.contoso.lab", "WEB1$").account(joinedHost()).unread(facts.Keytab.For("/k|host/web1|"), ad.ProblemNoRight)
		}, []string{"unknown not-checked WEB1$"}})
}

// A second hop passes only where a list, the service's own permission or an unbounded
// trust was read that allows it.
func TestSecondHops(t *testing.T) {
	const spn = "cifs/fs1.contoso.lab"
	back := func(change ...func(a *ad.Account)) ad.Account {
		a := machine("FS01")
		for _, c := range change {
			c(&a)
		}
		return a
	}
	world2 := func(w world, front, back ad.Account) world {
		w.hop(front.Name, spn, "").account(front).owners(spn, back)
		facts.Account.Put(w.Snapshot, diag.Fact[ad.Account]{Subject: back.Name, Key: back.DN, Value: back, Source: ldap})
		return w
	}
	entries := func(list ...ad.AccessEntry) ad.Account {
		return back(func(a *ad.Account) {
			a.ActEntries = list
			for _, e := range list {
				if e.Deny {
					a.ActDenied = append(a.ActDenied, e.SID)
				} else {
					a.ActOnBehalf = append(a.ActOnBehalf, e.SID)
				}
			}
		})
	}
	judge(t, secondHop,
		kase{"not allowed", func(w world) { world2(w, joinedHost(), back()) }, []string{"fail not-allowed WEB1$ > " + spn}},
		kase{"listed", func(w world) { world2(w, joinedHost(func(a *ad.Account) { a.DelegatesTo = []string{spn} }), back()) }, []string{"pass ok WEB1$ > " + spn}},
		kase{"accepted by the service", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) { a.ActOnBehalf = []string{joinedHost().SID} }))
		}, []string{"pass ok WEB1$ > " + spn}},
		kase{"accepted through a group", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-1-2-3-9999"} })).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"pass ok WEB1$ > " + spn}},
		kase{"another group is accepted", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-1-2-3-9999"} })).groups("WEB1$", "S-1-5-21-1-2-3-515")
		}, []string{"fail not-allowed WEB1$ > " + spn}},
		kase{"somebody is accepted, perhaps a group", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-1-2-3-9999"} }))
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"accepted, and a group of it denied", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) {
				a.ActOnBehalf, a.ActDenied = []string{joinedHost().SID}, []string{"S-1-5-21-1-2-3-9999"}
			})).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"accepted before a group of it is denied", func(w world) {
			world2(w, joinedHost(), entries(ad.AccessEntry{SID: joinedHost().SID}, ad.AccessEntry{SID: "S-1-5-21-1-2-3-9999", Deny: true})).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"pass ok WEB1$ > " + spn}},
		kase{"a group of it denied before it is accepted", func(w world) {
			world2(w, joinedHost(), entries(ad.AccessEntry{SID: "S-1-5-21-1-2-3-9999", Deny: true}, ad.AccessEntry{SID: joinedHost().SID})).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"fail not-allowed WEB1$ > " + spn}},
		kase{"a group that may have it denied before it is accepted", func(w world) {
			world2(w, joinedHost(), entries(ad.AccessEntry{SID: "S-1-5-21-7-7-7-9999", Deny: true}, ad.AccessEntry{SID: joinedHost().SID})).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"another group denied before it is accepted", func(w world) {
			world2(w, joinedHost(), entries(ad.AccessEntry{SID: "S-1-5-21-1-2-3-8888", Deny: true}, ad.AccessEntry{SID: joinedHost().SID})).groups("WEB1$", "S-1-5-21-1-2-3-9999")
		}, []string{"pass ok WEB1$ > " + spn}},
		kase{"accepted under a condition", func(w world) {
			world2(w, joinedHost(), entries(ad.AccessEntry{SID: joinedHost().SID, Limited: true})).groups("WEB1$")
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"unconstrained", func(w world) { world2(w, joinedHost(func(a *ad.Account) { a.UAC |= ad.UACTrustedDelegation }), back()) }, []string{"pass ok WEB1$ > " + spn}},
		kase{"the list is hidden", func(w world) {
			world2(w, joinedHost(func(a *ad.Account) { a.Unread = []string{"msDS-AllowedToDelegateTo"} }), back())
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"the permission is hidden", func(w world) {
			world2(w, joinedHost(), back(func(a *ad.Account) { a.Unread = []string{"msDS-AllowedToActOnBehalfOfOtherIdentity"} }))
		}, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"no owner", func(w world) { w.hop("WEB1$", spn, "").account(joinedHost()).owners(spn) }, []string{"unknown not-checked WEB1$ > " + spn}},
		kase{"owner not read", func(w world) {
			w.hop("WEB1$", spn, "").account(joinedHost()).unread(facts.Owners.For(spn), ad.ProblemUnreachable)
		}, []string{"unknown not-checked " + spn}})
	user := func(change ...func(a *ad.Account)) ad.Account {
		a := ad.Account{DN: "CN=bob,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-1500", Name: "bob", Classes: []string{"user"}, UAC: ad.UACNormal}
		for _, c := range change {
			c(&a)
		}
		return a
	}
	groups := func(w world, list ...string) world {
		facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "bob", Value: list, Source: ldap})
		return w
	}
	judge(t, secondHopUser,
		kase{"ordinary", func(w world) { groups(w.hop("WEB1$", spn, "bob").account(user()), "S-1-5-21-1-2-3-513") }, []string{"pass ok bob"}},
		kase{"sensitive", func(w world) {
			groups(w.hop("WEB1$", spn, "bob").account(user(func(a *ad.Account) { a.UAC |= ad.UACNotDelegated })), "S-1-5-21-1-2-3-513")
		}, []string{"fail protected bob"}},
		kase{"protected", func(w world) { groups(w.hop("WEB1$", spn, "bob").account(user()), "S-1-5-21-1-2-3-525") }, []string{"fail protected bob"}},
		kase{"groups not read", func(w world) {
			w.hop("WEB1$", spn, "bob").account(user()).unread(facts.Groups.For("bob"), ad.ProblemNoRight)
		}, []string{"unknown not-checked bob"}},
		kase{"no user", func(w world) { w.hop("WEB1$", spn, "") }, nil})
}

func (w world) groups(account string, sids ...string) {
	facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: account, Value: sids, Source: ldap})
}
