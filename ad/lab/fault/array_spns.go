package fault

import (
	"strings"

	"adwalk/ad/lab/forest"
)

// arraySPNs are names of the client access array that are not where they
// belong.
func arraySPNs() []Fault {
	var out []Fault
	for _, spn := range forest.ArraySPNs() {
		out = append(out, Fault{Name: "array-missing-" + slug(spn), Area: "spn", Guide: "cas-array", Code: "spn-missing", Subject: spn,
			Verdict: "missing", Words: spn + " is not registered", Touches: spn, Also: []string{"auth-log-ntlm"},
			Apply: func(f *forest.Forest) { f.DropSPN(f.Exchange.ASA, spn) }})
	}
	for _, m := range []struct{ spn, holder string }{
		{"exchangeMDB/" + forest.ArrayFQDN, "CAS1$"}, {"exchangeAB/" + forest.ArrayFQDN, "CAS2$"}, {"exchangeRFR/" + forest.ArrayFQDN, "CAS1$"},
		{"exchangeRFR/" + forest.ArrayName, "MBX1$"}, {"http/" + forest.MailHost, forest.AppAccount},
	} {
		out = append(out, Fault{Name: "array-misplaced-" + slug(m.spn), Area: "spn", Guide: "cas-array", Code: "spn-misplaced",
			Subject: m.spn, Verdict: "misplaced", Words: m.spn + " is registered on " + m.holder, Touches: m.spn,
			Also: []string{"auth-log-ntlm", "service-refuses-ticket", "ticket-weak-etype"},
			Apply: func(f *forest.Forest) {
				f.DropSPN(f.Exchange.ASA, m.spn)
				f.AddSPN(m.holder, m.spn)
			}})
	}
	for _, m := range []struct{ spn, holder string }{
		{"exchangeMDB/" + forest.ArrayFQDN, "CAS1$"}, {"http/" + forest.MailHost, forest.AppAccount},
		{"exchangeAB/" + forest.ArrayName, "MBX1$"}, {"http/" + forest.AutodiscHost, "CAS2$"},
		{"exchangeRFR/" + forest.ArrayFQDN, "FS1$"},
	} {
		out = append(out, Fault{Name: "array-duplicate-" + slug(m.spn), Area: "spn", Guide: "cas-array", Code: "spn-duplicate",
			Subject: m.spn, Verdict: "duplicate", Words: m.spn + " is registered on " + m.holder + " too", Touches: m.spn,
			Also:  []string{"auth-log-ntlm"},
			Apply: func(f *forest.Forest) { f.AddSPN(m.holder, m.spn) }})
	}
	return out
}

// slug makes a name for a fault out of an SPN.
func slug(spn string) string {
	return strings.NewReplacer("/", "-", ".contoso.lab", "-fqdn", ":", "-", ".", "-").Replace(strings.ToLower(spn))
}
