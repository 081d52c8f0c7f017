package fault

import (
	"time"

	"adwalk/ad/lab/forest"
)

// members are faults of what the array's members hold.
func members() []Fault {
	var out []Fault
	add := func(member, name, code, verdict, words string, also []string, apply func(*forest.Forest, *forest.Member)) {
		out = append(out, Fault{Name: name + "-" + member, Area: "exchange", Guide: "cas-array", Code: code, Subject: member, Verdict: verdict,
			Words: member + words, Touches: member, Also: append(also, "auth-log-ntlm", "service-refuses-ticket"),
			Apply: func(f *forest.Forest) {
				if m := f.Member(member); m != nil {
					apply(f, m)
				}
			}})
	}
	for _, m := range []string{"CAS1", "CAS2"} {
		add(m, "member-old", "asa-old-credential", "wrong-key", " has a credential older than the account's password", nil,
			func(f *forest.Forest, m *forest.Member) {
				m.Latest = f.Credential(forest.ASA, 1, f.PasswordSet(forest.ASA).Add(-31*24*time.Hour))
				m.Prior = forest.Credential{}
			})
		add(m, "member-unset", "asa-missing-on-member", "not-deployed", " was never given the credential", nil,
			func(_ *forest.Forest, m *forest.Member) { m.Latest, m.Prior = forest.Credential{}, forest.Credential{} })
		add(m, "member-other", "asa-other-account", "wrong-key", " uses another account", nil,
			func(f *forest.Forest, m *forest.Member) {
				m.Latest = f.Credential(forest.SQLAccount, 0, f.PasswordSet(forest.ASA).Add(time.Hour))
			})
	}
	silent := Fault{Name: "member-silently-wrong", Area: "exchange", Guide: "cas-array", Code: "service-refuses-ticket", Subject: "http/" + forest.MailHost + "|cas2.contoso.lab", Verdict: "wrong-key",
		Words: "CAS2 shows a current credential but has a different key", Touches: "CAS2,asa,http/" + forest.MailHost, Probe: true,
		Apply: func(f *forest.Forest) {
			if m := f.Member("CAS2"); m != nil {
				m.Latest.Password = "mistyped at the console"
				m.Prior = forest.Credential{}
			}
		}}
	ntlm := Fault{Name: "member-no-negotiate", Area: "exchange", Guide: "cas-array", Code: "service-no-negotiate", Subject: "http/" + forest.MailHost + "|cas1.contoso.lab", Verdict: "not-offered",
		Words: "CAS1 offers NTLM only", Touches: "CAS1,asa,http/" + forest.MailHost, Probe: true,
		Apply: func(f *forest.Forest) {
			if m := f.Member("CAS1"); m != nil {
				m.Negotiate, m.NTLM = false, true
			}
		}}
	fails := Fault{Name: "member-fails-after-login", Area: "exchange", Guide: "cas-array", Code: "service-refuses-user", Subject: "http/" + forest.MailHost + "|cas1.contoso.lab", Verdict: "refused",
		Words: "CAS1 accepts the ticket and answers 503", Touches: "CAS1,asa,http/" + forest.MailHost, Probe: true,
		Apply: func(f *forest.Forest) {
			if m := f.Member("CAS1"); m != nil {
				m.Status = 503
			}
		}}
	log := Fault{Name: "log-ntlm", Area: "exchange", Guide: "cas-array", Code: "auth-log-ntlm", Subject: "authentication log", Verdict: "ntlm",
		Words: "clients still use NTLM although every SPN is right", Touches: "log", Apply: func(f *forest.Forest) { f.LogNTLM = true }}
	return append(out, two(silent), two(ntlm), two(fails), log)
}
