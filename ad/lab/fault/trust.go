package fault

import "adwalk/ad/lab/forest"

// trust are faults between two forests.
func trust() []Fault {
	const spn = "http/" + forest.PartnerHost
	fault := func(name, area, code, subject, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "trust-" + name, Area: area, Guide: "trust", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "trust", Also: also, Apply: func(f *forest.Forest) {
			f.AddTrust()
			apply(f)
		}}
	}
	tdo := func(f *forest.Forest) string { return "CN=" + forest.PartnerDomain + ",CN=System," + f.Base }
	lost := []string{"spn-missing", "ticket-refused"}
	return []Fault{
		fault("two-realms", "spn", "spn-two-realms", spn, "duplicate", "the SPN of a service in the other forest was registered here, too", []string{"service-refuses-ticket"}, func(f *forest.Forest) { f.AddSPN(forest.AppAccount, spn) }),
		fault("rc4-only", "etype", "trust-rc4-only", forest.PartnerDomain, "no-common-etype", "the trust lists RC4 only", lost, func(f *forest.Forest) { f.Set(tdo(f), "msDS-SupportedEncryptionTypes", "4") }),
		fault("one-way", "kdc", "trust-direction", forest.PartnerDomain, "not-allowed", "the trust lets only the other forest's users in", lost, func(f *forest.Forest) {
			f.Set(tdo(f), "trustDirection", "2")
			f.EndTrust()
		}),
		fault("gone", "kdc", "trust-missing", spn, "not-found", "the trust was removed on this side", lost, func(f *forest.Forest) {
			f.Remove(tdo(f))
			f.EndTrust()
		}),
		fault("spn-gone", "spn", "spn-missing", spn, "missing", "the other forest has no account with the SPN", lost, func(f *forest.Forest) {
			f.Partner.DropSPN("svc-app9", spn)
			f.Partner.RemoveAccount("APP9$")
		}),
		fault("selective", "kdc", "trust-selective", spn, "not-allowed", "selective authentication in the other forest, and no user was allowed to authenticate to the service", nil, func(f *forest.Forest) {
			f.Partner.BeSelective(f.Domain)
			f.Partner.AllowToAuthenticate("DC1$", f.Domain)
		}),
		fault("other-password", "kdc", "trust-key-differs", forest.PartnerDomain, "wrong-key", "the trust's password was reset on one side only", nil, func(f *forest.Forest) { f.Partner.ChangeTrustPassword(f.Domain) }),
		fault("gone-there", "kdc", "trust-key-differs", forest.PartnerDomain, "not-found", "the trust was removed on the other side", nil, func(f *forest.Forest) { f.Partner.EndTrust() }),
	}
}
