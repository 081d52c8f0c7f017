package fault

import (
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// use2016 turns the forest into one whose clients use Exchange 2016, once.
func use2016(f *forest.Forest) {
	if f.Exchange.ASA != forest.ASA2016 {
		f.Migrate()
	}
}

// webNamespace are faults of the load-balanced namespace of Exchange 2016.
func webNamespace() []Fault {
	mail := "http/" + forest.Mail2016
	auto := "http/" + forest.AutodiscHost
	lb := func(name, area, code, subject, verdict, words, touches string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "lb-" + name, Area: area, Guide: "lb-namespace", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: touches,
			Also: append(also, "auth-log-ntlm"), Apply: func(f *forest.Forest) {
				use2016(f)
				apply(f)
			}}
	}
	turnedAway := lb("member-refuses-user", "exchange", "service-refuses-user", mail+"|ex2.contoso.lab", "refused", "EX2 accepts the ticket and answers 401", "EX2,asa,"+mail, nil,
		func(f *forest.Forest) { f.Member("EX2").Status = 401 })
	turnedAway.Probe = true
	return []Fault{
		two(turnedAway),
		lb("missing-mail", "spn", "spn-missing", mail, "missing", mail+" is not registered", mail, nil,
			func(f *forest.Forest) { f.DropSPN(forest.ASA2016, mail) }),
		lb("misplaced-autodiscover", "spn", "spn-misplaced", auto, "misplaced", auto+" is on EX1$", auto, []string{"service-refuses-ticket"}, func(f *forest.Forest) {
			f.DropSPN(forest.ASA2016, auto)
			f.AddSPN("EX1$", auto)
		}),
		lb("duplicate-mail", "spn", "spn-duplicate", mail, "duplicate", mail+" is on EX2$ too", mail, nil,
			func(f *forest.Forest) { f.AddSPN("EX2$", mail) }),
		lb("etypes-unset", "etype", "etype-unset", forest.ASA2016, "no-common-etype", "the account lists no encryption types", "asa", []string{"ticket-weak-etype", "service-refuses-ticket"},
			func(f *forest.Forest) { f.Set(f.DN(forest.ASA2016), "msDS-SupportedEncryptionTypes") }),
		lb("disabled", "account", "account-disabled", forest.ASA2016, "owner-disabled", "the account is disabled", "asa", nil,
			func(f *forest.Forest) { f.SetFlags(forest.ASA2016, ad.UACDisabled) }),
		lb("member-old", "exchange", "asa-old-credential", "EX2", "wrong-key", "EX2 has a credential older than the account's password", "EX2", []string{"service-refuses-ticket"},
			func(f *forest.Forest) {
				m := f.Member("EX2")
				m.Latest = f.Credential(forest.ASA2016, 1, f.PasswordSet(forest.ASA2016).Add(-40*24*time.Hour))
			}),
		lb("cname", "dns", "dns-cname", forest.Mail2016, "alias-conflict", forest.Mail2016+" is an alias of EX1", "dns", nil,
			func(f *forest.Forest) { f.Alias(forest.Mail2016, "ex1.contoso.lab") }),
	}
}

// doubleHop are faults of a MAPI application on a web server.
func doubleHop() []Fault {
	hop := func(name, code, subject, verdict, words, touches string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "mapi-" + name, Area: "exchange", Guide: "mapi-double-hop", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: touches, Apply: apply}
	}
	basic := hop("basic-without-tls", "web-basic-no-tls", "http://"+forest.AppHost+"/", "unprotected", "the site offers Basic without TLS", "basic", func(f *forest.Forest) {
		if m := f.Member("WEB1"); m != nil {
			m.Basic, m.Plain = true, true
			f.Inputs["site"] = "http://" + forest.AppHost + "/"
		}
	})
	basic.Probe = true
	return []Fault{
		basic,
		hop("exchange-provider", "mapi-exchange-provider", "provider", "unsupported", "the application uses Exchange's own MAPI provider", "provider",
			func(f *forest.Forest) { f.Inputs["provider"] = "exchange" }),
		hop("not-delegated", "delegation-entry-missing", forest.AppAccount+" > exchangeMDB/be1.contoso.lab", "not-allowed",
			"the application may not impersonate its users to the mailbox server", "provider",
			func(f *forest.Forest) {
				f.Set(f.DN(forest.AppAccount), "msDS-AllowedToDelegateTo", "MSSQLSvc/"+forest.SQLHost+":1433", "MSSQLSvc/"+forest.SQLHost)
			}),
	}
}
