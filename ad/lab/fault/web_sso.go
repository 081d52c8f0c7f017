package fault

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad/lab/forest"
)

const appKeytab = "app.keytab"

// webSSO are faults of a web server on Linux with a keytab.
func webSSO() []Fault {
	spn := "HTTP/" + forest.AppHost
	refused := []string{"service-refuses-ticket"}
	keytab := func(name, code, verdict, words string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "web-keytab-" + name, Area: "keytab", Guide: "web-sso-linux", Code: code, Subject: spn, Verdict: verdict, Words: words, Touches: "keytab,app", Also: refused,
			Hides: refused, Apply: apply}
	}
	change := func(c func(e *forest.KeytabEntry)) func(*forest.Forest) {
		return func(f *forest.Forest) { f.ChangeKeytab(appKeytab, c) }
	}
	again := func(f *forest.Forest, account string, types ...int32) {
		f.AddKeytab(appKeytab, account, []string{spn}, types...)
	}
	return slices.Concat(onService("web", "web-sso-linux", "http/"+forest.AppHost, forest.AppAccount), []Fault{
		keytab("kvno-behind", "keytab-kvno-behind", "wrong-key", "the account's password was changed after the keytab was made", func(f *forest.Forest) {
			f.SetPassword(forest.AppAccount, "newer than the keytab", time.Hour)
		}),
		keytab("kvno-zero", "keytab-kvno-zero", "wrong-key", "the entries have the key version 0", change(func(e *forest.KeytabEntry) { e.KVNO = 0 })),
		keytab("kvno-ahead", "keytab-kvno-ahead", "wrong-key", "the keytab has a version that the domain controller does not know", change(func(e *forest.KeytabEntry) { e.KVNO++; e.Password += "!" })),
		keytab("case", "keytab-case", "wrong-key", "the class is written in small letters", change(func(e *forest.KeytabEntry) { e.Principal = strings.ToLower(e.Principal) })),
		keytab("realm", "keytab-realm", "wrong-key", "the realm is written in small letters", change(func(e *forest.KeytabEntry) { e.Realm = strings.ToLower(e.Realm) })),
		keytab("host", "keytab-host", "not-deployed", "the keytab was made for the machine's own name", change(func(e *forest.KeytabEntry) { e.Principal = "HTTP/web1.contoso.lab" })),
		keytab("rc4", "keytab-etype", "no-common-etype", "the keytab has an RC4 key only", func(f *forest.Forest) { again(f, forest.AppAccount, 23) }),
		keytab("other-account", "keytab-other-account", "wrong-key", "the keytab has the machine's keys", func(f *forest.Forest) {
			f.AddKeytab(appKeytab, "WEB1$", []string{spn, "WEB1$"})
		}),
		keytab("wrong-password", "keytab-wrong-key", "wrong-key", "the keytab was made with a wrong password", change(func(e *forest.KeytabEntry) { e.Password = "mistyped" })),
		keytab("old-salt", "keytab-salt", "wrong-key", "the account was renamed after its password was set", func(f *forest.Forest) {
			f.SetSalt(forest.AppAccount, f.Realm()+"svc-earlier")
		}),
		keytab("mixed-ages", "keytab-mixed-ages", "wrong-key", "the AES256 key was exported before the last change of the password, the AES128 key after it", func(f *forest.Forest) {
			f.SetPassword(forest.AppAccount, "newer than half of the keytab", time.Hour)
			old := f.Keytabs[appKeytab].Entries
			again(f, forest.AppAccount)
			f.Keytabs[appKeytab].Entries[0] = old[0]
		}),
		keytab("empty", "keytab-empty", "not-deployed", "the keytab has no entry", func(f *forest.Forest) { f.Keytabs[appKeytab].Entries = nil }),
		keytab("cut-off", "keytab-unreadable", "unreadable", "the keytab was cut off when it was copied", func(f *forest.Forest) {
			f.Keytabs[appKeytab].Entries = f.Keytabs[appKeytab].Entries[:1]
			f.Keytabs[appKeytab].Cut = 20
		}),
		keytab("account-only", "keytab-no-entry", "not-deployed", "the keytab has an unrelated account only", func(f *forest.Forest) {
			f.AddKeytab(appKeytab, "svc-sql", []string{"svc-backup"})
		}),
		{Name: "web-cname", Area: "dns", Guide: "web-sso-linux", Code: "client-name-differs", Subject: "HTTP/web1.contoso.lab", Verdict: "misplaced", Words: forest.AppHost + " is an alias of WEB1: most browsers ask for its name",
			Touches: "dns app", Also: []string{"dns-cname"}, Apply: func(f *forest.Forest) { f.Alias(forest.AppHost, "web1.contoso.lab") }},
		{Name: "web-cname-unregistered", Area: "dns", Guide: "web-sso-linux", Code: "client-name-differs", Subject: "HTTP/farm7.contoso.lab", Verdict: "missing", Words: forest.AppHost + " is an alias of a name that no account has",
			Touches: "dns app", Also: []string{"dns-cname"}, Apply: func(f *forest.Forest) {
				f.Name("farm7.contoso.lab", "127.0.0.51")
				f.Alias(forest.AppHost, "farm7.contoso.lab")
			}},
		{Name: "web-basic-only", Area: "ticket", Guide: "web-sso-linux", Code: "service-no-negotiate", Subject: "http/" + forest.AppHost, Verdict: "not-offered", Words: "the site offers Basic only", Touches: "app", Probe: true, Hides: refused,
			Apply: func(f *forest.Forest) { m := f.Member("WEB1"); m.Negotiate, m.Basic = false, true }},
		{Name: "web-refuses-user", Area: "ticket", Guide: "web-sso-linux", Code: "service-refuses-user", Subject: "http/" + forest.AppHost, Verdict: "refused", Words: "the site accepts the ticket and answers 401", Touches: "app", Probe: true,
			Apply: func(f *forest.Forest) { f.Member("WEB1").Status = 401 }},
		{Name: "web-fails-after-login", Area: "ticket", Guide: "web-sso-linux", Code: "service-refuses-user", Subject: "http/" + forest.AppHost, Verdict: "refused", Words: "the site accepts the ticket and answers 500", Touches: "app", Probe: true,
			Apply: func(f *forest.Forest) { f.Member("WEB1").Status = 500 }},
		{Name: "web-ntlm-only", Area: "ticket", Guide: "web-sso-linux", Code: "service-no-negotiate", Subject: "http/" + forest.AppHost, Verdict: "not-offered", Words: "the site offers NTLM only", Touches: "app", Probe: true, Hides: refused,
			Apply: func(f *forest.Forest) { m := f.Member("WEB1"); m.Negotiate, m.NTLM = false, true }},
		{Name: "web-token-too-large", Area: "ticket", Guide: "web-sso-linux", Code: "token-size", Subject: forest.UserName, Verdict: "over-limit", Words: "bob is in 700 groups", Touches: "bob",
			Apply: func(f *forest.Forest) { manyGroups(f, 700, "-2147483646") }},
		{Name: "web-token-local-groups", Area: "ticket", Guide: "web-sso-linux", Code: "token-size", Subject: forest.UserName, Verdict: "over-limit", Words: "bob is in 150 domain local groups", Touches: "bob",
			Apply: func(f *forest.Forest) { manyGroups(f, 150, "-2147483644") }},
		{Name: "web-token-history", Area: "ticket", Guide: "web-sso-linux", Code: "token-size", Subject: forest.UserName, Verdict: "over-limit", Words: "bob was migrated with a long SID history", Touches: "bob", Apply: func(f *forest.Forest) {
			var sids []string
			for i := range 140 {
				sids = append(sids, forest.SIDBytes(fmt.Sprintf("S-1-5-21-9-9-9-%d", 5000+i)))
			}
			f.Set(f.DN(forest.UserName), "sIDHistory", sids...)
		}},
	})
}

// manyGroups puts the lab's user into nested groups of one kind.
func manyGroups(f *forest.Forest, n int, kind string) {
	for i := range n {
		name := fmt.Sprintf("Team %04d", i)
		f.AddGroup(name, 20_000+i)
		f.Set(f.DN(name), "groupType", kind)
		if i%10 == 0 {
			f.Join(name, forest.UserName)
			continue
		}
		f.Join(name, fmt.Sprintf("Team %04d", i-i%10)) // the group of ten is in it
	}
}
