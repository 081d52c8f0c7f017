package fault

import "adwalk/ad/lab/forest"

// arraySpecial are names that look right and are not.
func arraySpecial() []Fault {
	mail := "http/" + forest.MailHost
	return []Fault{
		{Name: "array-covered-by-host", Area: "spn", Guide: "cas-array", Code: "spn-covered-by-host", Subject: mail, Verdict: "covered-by-host",
			Words: "HOST/" + forest.MailHost + " on CAS1$ answers for an SPN that no account has", Touches: mail,
			Also: []string{"auth-log-ntlm", "service-refuses-ticket"},
			Apply: func(f *forest.Forest) {
				f.DropSPN(f.Exchange.ASA, mail)
				f.AddSPN("CAS1$", "HOST/"+forest.MailHost)
			}},
		{Name: "array-malformed", Area: "spn", Guide: "cas-array", Code: "spn-malformed", Subject: `exchangeMDB\` + forest.ArrayFQDN, Verdict: "malformed",
			Words: "the array's account has an SPN with a backslash", Touches: "malformed",
			Apply: func(f *forest.Forest) { f.AddSPN(f.Exchange.ASA, `exchangeMDB\`+forest.ArrayFQDN) }},
		{Name: "array-invisible", Area: "spn", Guide: "duplicates", Code: "spn-lookalike", Subject: mail, Verdict: "suspicious-unicode",
			Words: "FS1$ has a copy of the SPN with an invisible character", Touches: "invisible", Also: []string{"spn-duplicate"},
			Apply: func(f *forest.Forest) { f.AddSPN("FS1$", mail+"\u200b") }},
		{Name: "array-lookalike", Area: "spn", Guide: "duplicates", Code: "spn-lookalike", Subject: mail, Verdict: "suspicious-unicode",
			Words: "a copy of the SPN with a Cyrillic letter is on " + forest.AppAccount, Touches: "lookalike", Also: []string{"spn-duplicate"},
			Apply: func(f *forest.Forest) { f.AddSPN(forest.AppAccount, "http/m\u0430il.contoso.lab") }},
	}
}
