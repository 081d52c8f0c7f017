package fault

import "adwalk/ad/lab/forest"

// smtp are faults of the SMTP virtual servers.
func smtp() []Fault {
	second := "SMTPSVC/" + forest.SecondSMTP
	own := "SMTPSVC/be2.contoso.lab"
	vs := func(name, code, subject, verdict, words string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "smtp-" + name, Area: "spn", Guide: "smtp-virtual-servers", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: subject, Apply: apply}
	}
	return []Fault{
		vs("missing", "spn-missing", second, "missing", "the second virtual server's name is not registered",
			func(f *forest.Forest) { f.DropSPN("BE1$", second) }),
		vs("misplaced", "spn-misplaced", second, "misplaced", "the second virtual server's name is on FE1$", func(f *forest.Forest) {
			f.DropSPN("BE1$", second)
			f.AddSPN("FE1$", second)
		}),
		vs("duplicate", "spn-duplicate", second, "duplicate", "the second virtual server's name is on two accounts",
			func(f *forest.Forest) { f.AddSPN("BE2$", second) }),
		vs("own-missing", "spn-missing", own, "missing", "BE2 lacks the name of its own virtual server",
			func(f *forest.Forest) { f.DropSPN("BE2$", own) }),
		vs("renamed", "spn-missing", "SMTPSVC/smtp3.contoso.lab", "missing", "a virtual server was renamed and its new SPN was not registered",
			func(f *forest.Forest) {
				f.Set(f.SMTPServer("FE1", 1), "msExchSmtpFullyQualifiedDomainName", "smtp3.contoso.lab")
				f.Name("smtp3.contoso.lab", "127.0.0.41")
			}),
	}
}
