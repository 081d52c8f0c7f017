package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// etypeUnset finds service accounts that leave the choice of encryption types to
// each domain controller's default. It looks at the accounts that a walk is about
// only: in a whole forest most accounts leave the choice open, and whether that
// hurts is what etype-no-aes-key proves.
var etypeUnset = diag.Check{
	Code: "etype-unset", Area: "etype", Severity: diag.Warning,
	Needs: []string{"account", "spn.expected", "ticket"}, DependsOn: []string{"directory-unreachable", "account-missing", "etype-des-only"},
	Fix: fix.ListETypes,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachOwner(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case lacks(f, "msDS-SupportedEncryptionTypes") != nil:
				o.Unknown(f.Subject, lacks(f, "msDS-SupportedEncryptionTypes"))
			case a.ETypes.Unset() && aesProved(r, f.Key):
				o.Pass(f.Subject, "", f.Proof("msDS-SupportedEncryptionTypes"), etypeEvidence(f), diag.Seen(f.Source, "the KDC issued AES tickets for its SPNs all the same: its own default allows that"))
			case a.ETypes.Unset():
				hit := o.Hit(f.Subject, diag.NoCommonEType, etypeArgs(a), etypeEvidence(f))
				hit.Hides = spnsOf(r, f.Key)
			default:
				o.Pass(f.Subject, "", f.Proof("msDS-SupportedEncryptionTypes"), etypeEvidence(f))
			}
		})
	},
}

// aesProved says whether the KDC issued a ticket with AES for each expected SPN of
// an account.
func aesProved(r *diag.Reader, account string) bool {
	spns := spnsOf(r, account)
	for _, spn := range spns {
		t, ok := facts.Ticket.Get(r, spn)
		if !ok || !t.Known() || t.Value.Reply == nil || t.Value.Reply.TicketEType.Weak() {
			return false
		}
	}
	return len(spns) > 0
}

func etypeEvidence(f diag.Fact[ad.Account]) diag.Evidence {
	if f.Value.ETypes == 0 && !f.Value.ETypesSet {
		return diag.Seen(f.Source, "msDS-SupportedEncryptionTypes is not set")
	}
	return diag.Seen(f.Source, "msDS-SupportedEncryptionTypes: %s", f.Value.ETypes)
}
