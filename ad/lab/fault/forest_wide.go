package fault

import (
	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// duplicates are names with more than one holder anywhere in the forest.
func duplicates() []Fault {
	dup := func(name, code, subject, verdict, words string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "forest-" + name, Area: "spn", Guide: "duplicates", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: subject, Apply: apply}
	}
	sql := "MSSQLSvc/" + forest.SQLHost + ":1433"
	return []Fault{
		dup("duplicate-sql", "spn-duplicate", sql, "duplicate", "the database's name is on SQL1$ too",
			func(f *forest.Forest) { f.AddSPN("SQL1$", sql) }),
		dup("duplicate-case", "spn-duplicate", "http/"+forest.AppHost, "duplicate", "the application's name is on WEB1$ in other letters",
			func(f *forest.Forest) { f.AddSPN("WEB1$", "HTTP/APP.contoso.lab") }),
		dup("duplicate-disabled", "spn-duplicate", "cifs/fs1.contoso.lab", "duplicate", "a retired account still holds a file server's name",
			func(f *forest.Forest) {
				f.AddUser(forest.User{Name: "svc-retired", Container: "OU=Servers", ETypes: 24, UAC: ad.UACNormal | ad.UACDisabled,
					SPNs: []string{"cifs/fs1.contoso.lab"}})
				f.AddSPN("FS1$", "cifs/fs1.contoso.lab")
			}),
		dup("alias-conflict", "spn-alias-conflict", "cifs/fs1.contoso.lab", "alias-conflict", "an account has an SPN that HOST/fs1.contoso.lab already covers",
			func(f *forest.Forest) { f.AddSPN(forest.AppAccount, "cifs/fs1.contoso.lab") }),
	}
}

// enctypes are accounts that the end of RC4 will cut off.
func enctypes() []Fault {
	sql := forest.SQLAccount
	rc4 := func(name, code, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "rc4-" + name, Area: "etype", Guide: "rc4-readiness", Code: code, Subject: sql, Verdict: verdict, Words: words, Touches: sql,
			Also: also, Apply: apply}
	}
	weak := []string{"ticket-weak-etype"}
	old := Fault{Name: "rc4-old-computer", Area: "etype", Guide: "rc4-readiness", Code: "etype-no-aes-key", Subject: "FS1$", Verdict: "no-common-etype",
		Words: "a computer's password is older than AES", Touches: "FS1$", Also: weak,
		Apply: func(f *forest.Forest) { f.SetKeys("FS1$", 23) }}
	return []Fault{
		old,
		rc4("only", "etype-rc4-only", "no-common-etype", "the database's account lists RC4 only", weak,
			func(f *forest.Forest) { f.Set(f.DN(sql), "msDS-SupportedEncryptionTypes", "4") }),
		rc4("unset-and-old", "etype-no-aes-key", "no-common-etype", "the database's account lists no encryption types and its password is older than AES",
			append(weak, "etype-unset"), func(f *forest.Forest) {
				f.Set(f.DN(sql), "msDS-SupportedEncryptionTypes")
				f.SetKeys(sql, 23)
				f.Set(f.DN(sql), "pwdLastSet", "127000000000000000") // June 2003
			}),
		rc4("no-aes-keys", "etype-no-aes-key", "no-common-etype", "the database's account lists AES and has RC4 keys only", []string{"ticket-refused"},
			func(f *forest.Forest) { f.SetKeys(sql, 23) }),
		rc4("des-flag", "etype-des-only", "no-common-etype", "the database's account is set to use DES only", []string{"ticket-refused", "etype-none-common"},
			func(f *forest.Forest) { f.SetFlags(sql, ad.UACDESOnly) }),
	}
}

// delegation are rights to act for users that are wrong or lead nowhere.
func delegation() []Fault {
	list := "msDS-AllowedToDelegateTo"
	d := func(name, code, subject, verdict, words, touches string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "delegation-" + name, Area: "delegation", Guide: "delegation", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: touches, Apply: apply}
	}
	return []Fault{
		d("unconstrained", "delegation-unconstrained", "WEB1$", "unconstrained", "WEB1$ may impersonate users to any service", "WEB1$",
			func(f *forest.Forest) { f.SetFlags("WEB1$", ad.UACTrustedDelegation) }),
		d("target-missing", "delegation-target-missing", forest.AppAccount+" > http/gone.contoso.lab", "missing", "no account has a delegation target of svc-app", "gone",
			func(f *forest.Forest) { f.AddValue(f.DN(forest.AppAccount), list, "http/gone.contoso.lab") }),
		two(d("target-disabled", "delegation-target-disabled", forest.AppAccount+" > MSSQLSvc/"+forest.SQLHost, "owner-disabled", "the account behind svc-app's target is disabled", forest.SQLAccount,
			func(f *forest.Forest) { f.SetFlags(forest.SQLAccount, ad.UACDisabled) })),
		d("target-duplicate", "delegation-target-duplicate", forest.AppAccount+" > MSSQLSvc/"+forest.SQLHost, "duplicate", "svc-app's target is on two accounts", forest.SQLAccount,
			func(f *forest.Forest) { f.AddSPN("SQL1$", "MSSQLSvc/"+forest.SQLHost) }),
		d("orphan-resource", "delegation-trustee-unknown", "FS1$ < S-1-5-21-1004336348-1177326024-725345543-4000", "not-found", "FS1$ lets a deleted account impersonate users", "FS1$",
			func(f *forest.Forest) {
				f.AddUser(forest.User{Name: "svc-gone", Container: "OU=Servers", ETypes: 24, RID: 4000})
				f.ActOnBehalf("FS1$", "svc-gone")
				f.RemoveAccount("svc-gone")
			}),
	}
}
