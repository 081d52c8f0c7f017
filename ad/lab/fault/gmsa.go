package fault

import (
	"slices"
	"time"

	"adwalk/ad/lab/forest"
)

// gmsa are faults of a group-managed service account.
func gmsa() []Fault {
	const spn = "http/" + forest.ShopHost
	fault := func(name, area, code, subject, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "gmsa-" + name, Area: area, Guide: "gmsa", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "app", Also: also, Apply: apply}
	}
	return slices.Concat(onMachine("gmsa", "gmsa", forest.ShopAccount), []Fault{
		fault("host-left", "account", "gmsa-host-not-allowed", "WEB1$", "not-allowed", "the web server is no longer in the group", nil, func(f *forest.Forest) {
			f.Set(f.DN("Web hosts"), "member")
			f.Set(f.DN("WEB1$"), "memberOf")
		}),
		fault("group-left", "account", "gmsa-host-not-allowed", "WEB1$", "not-allowed", "the group of web servers is no longer in the group that is let in", nil, func(f *forest.Forest) {
			f.Set(f.DN("Shop hosts"), "member")
			f.Set(f.DN("Web hosts"), "memberOf")
		}),
		fault("other-host", "account", "gmsa-host-not-allowed", "SQL1$", "not-allowed", "a second host was set up and not let in", nil, func(f *forest.Forest) { f.Ask("gmsa", "hosts", "web1.contoso.lab, sql1.contoso.lab") }),
		fault("group-gone", "account", "gmsa-none-allowed", forest.ShopAccount, "not-allowed", "the group that was let in was deleted", nil, func(f *forest.Forest) {
			f.RemoveAccount("Shop hosts")
			f.Set(f.DN("Web hosts"), "memberOf")
		}),
		fault("user-instead", "account", "gmsa-not-managed", forest.AppAccount, "unsupported", "the SPN is on an ordinary account", []string{"service-refuses-ticket", "spn-misplaced"}, func(f *forest.Forest) {
			f.DropSPN(forest.ShopAccount, spn)
			f.AddSPN(forest.AppAccount, spn)
		}),
		fault("spn-missing", "spn", "spn-missing", spn, "missing", "the SPN was never registered on the managed account", nil, func(f *forest.Forest) { f.DropSPN(forest.ShopAccount, spn) }),
		fault("spn-duplicate", "spn", "spn-duplicate", spn, "duplicate", "the SPN stayed on the account of before", nil, func(f *forest.Forest) { f.AddSPN(forest.AppAccount, spn) }),
		fault("old-key", "ticket", "service-refuses-ticket", spn, "wrong-key", "a container still uses the password of before", nil, func(f *forest.Forest) { f.SetPassword(forest.ShopAccount, "the next one", time.Hour) }),
	})
}
