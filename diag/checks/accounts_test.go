package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// blind is an account whose state the reader may not see.
func blind(a *ad.Account) {
	a.UAC, a.ETypes, a.KVNO, a.SPNs, a.DelegatesTo, a.PasswordSet, a.Expires, a.Locked = 0, 0, 0, nil, nil, time.Time{}, time.Time{}, time.Time{}
	a.Unread = []string{"userAccountControl", "msDS-SupportedEncryptionTypes", "servicePrincipalName", "pwdLastSet", "accountExpires", "lockoutTime",
		"msDS-User-Account-Control-Computed", "msDS-KeyVersionNumber", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity", "memberOf"}
}

const array = "exchangeMDB/outlook.contoso.lab"

func TestAccountMissing(t *testing.T) {
	judge(t, accountMissing,
		kase{"there", func(w world) { w.account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"not there", func(w world) { w.expect("ASA$", array).noAccount("ASA$") }, []string{"fail not-found ASA$"}},
		kase{"not readable", func(w world) { w.unread(facts.Account.For("ASA$"), ad.ProblemNoRight) }, []string{"unknown not-checked ASA$"}})
}

func TestAccountDisabled(t *testing.T) {
	judge(t, accountDisabled,
		kase{"enabled", func(w world) { w.account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"disabled", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.UAC |= ad.UACDisabled }))
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"hidden is not enabled", func(w world) { w.account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}},
		kase{"missing is another code", func(w world) { w.noAccount("x") }, nil},
		kase{"nobody named it, and a scan met it", func(w world) {
			w.scan(facts.SPNScanValue{Disabled: []ad.Account{asa(func(a *ad.Account) { a.UAC |= ad.UACDisabled })}})
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"named and met by a scan is said once", func(w world) {
			off := asa(func(a *ad.Account) { a.UAC |= ad.UACDisabled })
			w.expect(who, array).account(off).scan(facts.SPNScanValue{Disabled: []ad.Account{off}})
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"the scan failed", func(w world) { w.unread(facts.SPNScan.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked"}})
}

func TestAccountExpired(t *testing.T) {
	expires := func(d time.Duration) func(w world) {
		return func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.Expires = at.Add(d) }))
		}
	}
	judge(t, accountExpired,
		kase{"never", func(w world) { w.account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"tomorrow", expires(24 * time.Hour), []string{"pass ok CASARRAY-ASA$"}},
		kase{"one that a scan found", func(w world) {
			w.scan(facts.SPNScanValue{Expired: []ad.Account{asa(func(a *ad.Account) { a.Expires = at.Add(-time.Hour) })}})
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"yesterday", expires(-24 * time.Hour), []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"hidden", func(w world) { w.account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}})
}

func TestAccountLocked(t *testing.T) {
	locked := func(d time.Duration) func(w world) {
		return func(w world) {
			w.account(asa(func(a *ad.Account) {
				a.Locked = at.Add(d)
				if d > -30*time.Minute { // as a domain controller computes it by the default policy
					a.UAC |= ad.UACLockout
				}
			}))
		}
	}
	judge(t, accountLocked,
		kase{"a policy that locks for ever", func(w world) {
			w.account(asa(func(a *ad.Account) { a.Locked, a.UAC = at.Add(-300*time.Hour), a.UAC|ad.UACLockout }))
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"nothing tells whether it lasts", func(w world) {
			w.account(asa(func(a *ad.Account) {
				a.Locked, a.Unread = at.Add(-time.Minute), []string{"msDS-User-Account-Control-Computed"}
			}))
		}, []string{"unknown not-checked CASARRAY-ASA$"}},
		kase{"an owner that a scan found", func(w world) {
			a := machine("WEB9")
			a.Locked, a.UAC, a.SPNs = at.Add(-time.Minute), a.UAC|ad.UACLockout, []string{"http/x"}
			facts.SPNScan.Put(w.Snapshot, diag.Fact[facts.SPNScanValue]{Source: ldap, Value: facts.SPNScanValue{Locked: []ad.Account{a}}})
		}, []string{"fail owner-disabled WEB9$"}},
		kase{"an owner that a scan found, of whom it cannot be read whether it lasts", func(w world) {
			a := machine("WEB9")
			a.Locked, a.SPNs, a.Unread = at.Add(-time.Minute), []string{"http/x"}, []string{"msDS-User-Account-Control-Computed"}
			facts.SPNScan.Put(w.Snapshot, diag.Fact[facts.SPNScanValue]{Source: ldap, Value: facts.SPNScanValue{Locked: []ad.Account{a}}})
		}, []string{"unknown not-checked WEB9$"}},
		kase{"owners that a scan found: lockoutTime of one is hidden, another has none, and a catalog does not have a third's", func(w world) {
			hidden, none, far := machine("WEB7"), machine("WEB8"), machine("FAR1")
			hidden.Unread, hidden.UnreadWhy, hidden.SPNs = []string{"lockoutTime"}, "the object's permissions do not let bob read it", []string{"http/x"}
			none.SPNs, far.SPNs, far.Unread = []string{"http/y"}, []string{"http/z"}, []string{"lockoutTime"}
			facts.SPNScan.Put(w.Snapshot, diag.Fact[facts.SPNScanValue]{Source: ldap, Value: facts.SPNScanValue{Owners: []ad.Account{hidden, none, far}}})
		}, []string{"unknown not-checked WEB7$"}},
		kase{"never", func(w world) { w.account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"a minute ago", locked(-time.Minute), []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"a minute ago, and the KDC refuses its names for that", func(w world) {
			locked(-time.Minute)(w)
			w.expect("CASARRAY-ASA$", array).refused(array, ad.ErrServiceRevoked)
		}, []string{"fail owner-disabled CASARRAY-ASA$"}},
		kase{"last week, long over", locked(-7 * 24 * time.Hour), []string{"pass ok CASARRAY-ASA$"}},
		kase{"hidden", func(w world) { w.account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}})
}

func TestAccountNoPassword(t *testing.T) {
	never := func(a *ad.Account) { a.PasswordNever, a.PasswordSet = true, time.Time{} }
	judge(t, accountNoPassword,
		kase{"has one", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"never had one", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(never)).owners(array, asa()).refused(array, ad.ErrNullKey)
		}, []string{"fail wrong-key CASARRAY-ASA$"}},
		kase{"never had one, with members that were given something", func(w world) {
			status(w, cred(who, at)).expect(who, array).account(asa(never)).owners(array, asa()).refused(array, ad.ErrNullKey)
		}, []string{"fail wrong-key CASARRAY-ASA$"}},
		kase{"must change it, but has a key", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(never)).owners(array, asa()).issued(array, ad.ETypeAES256, 2)
		}, []string{"pass ok CASARRAY-ASA$"}},
		kase{"hidden", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}},
		kase{"no service account", func(w world) { w.account(asa(never)) }, nil})
}

func TestETypeUnset(t *testing.T) {
	judge(t, etypeUnset,
		kase{"listed", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"absent", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes = 0 }))
		}, []string{"fail no-common-etype CASARRAY-ASA$"}},
		kase{"absent or hidden", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes, a.Unread = 0, []string{"msDS-SupportedEncryptionTypes"} }))
		}, []string{"unknown not-checked CASARRAY-ASA$"}},
		kase{"only flags that are no types", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes = ad.SupportsFAST }))
		}, []string{"fail no-common-etype CASARRAY-ASA$"}},
		kase{"nothing readable", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}},
		kase{"holds no expected name", func(w world) { w.account(asa(func(a *ad.Account) { a.ETypes = 0 })) }, nil})
}

func TestETypeRC4Only(t *testing.T) {
	judge(t, etypeRC4Only,
		kase{"RC4 beside AES", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"RC4 alone", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes = 4 }))
		}, []string{"fail no-common-etype CASARRAY-ASA$"}},
		kase{"hidden", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}})
}

func TestETypeDESOnly(t *testing.T) {
	judge(t, etypeDESOnly,
		kase{"AES", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa()) }, []string{"pass ok CASARRAY-ASA$"}},
		kase{"flag", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.UAC |= ad.UACDESOnly }))
		}, []string{"fail no-common-etype CASARRAY-ASA$"}},
		kase{"list", func(w world) {
			w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes = 3 }))
		}, []string{"fail no-common-etype CASARRAY-ASA$"}},
		kase{"hidden", func(w world) { w.expect("CASARRAY-ASA$", array).account(asa(blind)) }, []string{"unknown not-checked CASARRAY-ASA$"}})
}

func TestALockOutHidesOnlyTheRefusalsItExplains(t *testing.T) {
	w := world{diag.NewSnapshot()}
	w.expect("CASARRAY-ASA$", "a/b", "c/d").account(asa(func(a *ad.Account) { a.Locked, a.UAC = at.Add(-time.Minute), a.UAC|ad.UACLockout }))
	w.refused("a/b", ad.ErrServiceRevoked)
	w.refused("c/d", ad.ErrServiceUnknown)
	for _, r := range diag.Run([]diag.Check{accountLocked, ticketRefused}, w.Snapshot) {
		for _, out := range r.Outcomes {
			want := diag.Fail
			if out.Subject == "a/b" {
				want = diag.Blocked
			}
			if out.Status != want {
				t.Errorf("%s of %s: %s, want %s", r.Code, out.Subject, out.Status, want)
			}
		}
	}
}
