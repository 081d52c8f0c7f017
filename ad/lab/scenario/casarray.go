package scenario

import (
	"time"

	"adwalk/ad/lab/forest"
)

// casArray is the array whose names were never finished: Outlook falls back to
// NTLM.
var casArray = Scenario{"cas-array", "Outlook falls back to NTLM on a client access array (Exchange 2010)", func(f *forest.Forest) {
	for _, spn := range forest.ArraySPNs() {
		switch spn {
		case "exchangeRFR/" + forest.ArrayFQDN:
			f.DropSPN(forest.ASA, spn)
			f.AddSPN("CAS1$", spn)
			f.Seed("spn-misplaced", spn, "misplaced", "registered on CAS1$, a member, instead of the array's account")
		case "http/" + forest.AutodiscHost:
			f.AddSPN("CAS2$", spn)
			f.Seed("spn-duplicate", spn, "duplicate", "registered on CASARRAY-ASA$ and on CAS2$")
		case "http/" + forest.MailHost:
			// the one name that is right
		default:
			f.DropSPN(forest.ASA, spn)
			f.Seed("spn-missing", spn, "missing", "registered nowhere")
		}
	}
	f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes")
	f.Seed("etype-unset", forest.ASA, "no-common-etype", "the encryption types of the array's account are not set")
	m := f.Member("CAS2")
	m.Latest = f.Credential(forest.ASA, 1, f.PasswordSet(forest.ASA).Add(-31*24*time.Hour))
	m.Prior = forest.Credential{}
	f.Seed("asa-old-credential", "CAS2", "wrong-key", "the credential is older than the password of the array's account")
}}
