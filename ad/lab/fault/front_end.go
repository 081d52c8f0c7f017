package fault

import (
	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// frontEnd are faults of the Exchange 2003 front end and its delegation.
func frontEnd() []Fault {
	fe := forest.FrontEnd + "$"
	list := "msDS-AllowedToDelegateTo"
	drop := func(targets ...string) func(*forest.Forest) {
		return func(f *forest.Forest) {
			for _, t := range targets {
				f.DropValue(f.DN(fe), list, t)
			}
		}
	}
	kcd := func(name, code, subject, verdict, words, touches string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "kcd-" + name, Area: "delegation", Guide: "kcd-front-end", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: touches, Apply: apply}
	}
	user := forest.UserName
	down := kcd("back-end-down", "exchange-back-end-down", "be2.contoso.lab", "unreachable", "BE2 does not answer", "down BE2",
		func(f *forest.Forest) { f.Member("BE2").Down = true })
	sensitive := kcd("user-sensitive", "delegation-user-protected", user, "protected", "bob is sensitive and cannot be delegated", "bob",
		func(f *forest.Forest) { f.SetFlags(user, ad.UACNotDelegated) })
	protected := kcd("user-protected", "delegation-user-protected", user, "protected", "bob is in Protected Users", "bob",
		func(f *forest.Forest) { f.Join("Protected Users", user) })
	old := kcd("old-build", "exchange-file-old", "store.exe", "outdated", "the files on the front end are older than the fix", "build",
		func(f *forest.Forest) { f.Inputs["build"] = "6.5.7638.1" })
	none := kcd("list-empty", "delegation-entry-missing", fe+" > HTTP/be1.contoso.lab", "not-allowed", "the front end may delegate to nothing", "list",
		drop(forest.DelegationTargets()...))
	none.Hides = []string{"delegation-entry-missing", "delegation-twin-missing", "delegation-target-missing", "delegation-target-disabled"}
	both := kcd("back-end-missing", "delegation-entry-missing", fe+" > HTTP/be2.contoso.lab", "not-allowed", "BE2 is not in the list", "BE2 in list", drop("HTTP/BE2", "HTTP/be2.contoso.lab"))
	old, none = two(old), two(none)
	return []Fault{
		both, none, down, sensitive, protected, old,
		kcd("fqdn-missing", "delegation-twin-missing", fe+" > HTTP/be2.contoso.lab", "not-allowed", "the full name of BE2 is not in the list", "BE2 in list", drop("HTTP/be2.contoso.lab")),
		kcd("short-missing", "delegation-twin-missing", fe+" > HTTP/be1", "not-allowed", "the short name of BE1 is not in the list", "BE1 in list", drop("HTTP/BE1")),
		kcd("stale-target", "delegation-target-missing", fe+" > HTTP/BE9", "missing", "a back end that is gone is still in the list", "BE9",
			func(f *forest.Forest) { f.AddValue(f.DN(fe), list, "HTTP/BE9") }),
		kcd("no-transition", "delegation-transition-missing", fe, "not-allowed", "the front end may not use protocol transition", "flag",
			func(f *forest.Forest) { f.ClearFlags(fe, ad.UACTrustedToAuth) }),
		kcd("unconstrained", "delegation-unconstrained", fe, "unconstrained", "the front end is trusted for any service", "flag",
			func(f *forest.Forest) { f.SetFlags(fe, ad.UACTrustedDelegation) }),
		two(kcd("target-disabled", "delegation-target-disabled", fe+" > HTTP/be1.contoso.lab", "owner-disabled", "the account of BE1 is disabled", "BE1 account",
			func(f *forest.Forest) { f.SetFlags("BE1$", ad.UACDisabled) })),
		two(kcd("newest-controllers", "exchange-2003-aes", "BE2", "no-common-etype", "the domain is at the level of Windows Server 2025, which issues no RC4 tickets", "level",
			func(f *forest.Forest) { f.Set(f.Base, "msDS-Behavior-Version", "10") })),
	}
}

// two marks a fault that shows at several subjects: one finding each.
func two(x Fault) Fault {
	x.Also = append(x.Also, x.Code)
	return x
}
