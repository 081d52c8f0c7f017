package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// etypeUnset finds service accounts that leave the choice of encryption types to
// each domain controller's default. It looks at the accounts that a walk is about
// only: in a whole forest most accounts leave the choice open, and whether that
// hurts is what etype-no-aes-key proves.
var etypeUnset = diag.Check{
	Code: "etype-unset", Area: "etype", Severity: diag.Warning,
	Needs: []string{"account", "spn.expected"}, DependsOn: []string{"directory-unreachable", "account-missing", "etype-des-only"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachOwner(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case lacks(f, "msDS-SupportedEncryptionTypes") != nil:
				o.Unknown(f.Subject, lacks(f, "msDS-SupportedEncryptionTypes"))
			case a.ETypes.Unset():
				hit := o.Hit(f.Subject, diag.NoCommonEType, accountArgs(a), etypeEvidence(f))
				hit.Hides = spnsOf(r, f.Subject)
			default:
				o.Pass(f.Subject, "", f.Proof("msDS-SupportedEncryptionTypes"), etypeEvidence(f))
			}
		})
	},
}

func etypeEvidence(f diag.Fact[ad.Account]) diag.Evidence {
	if f.Value.ETypes == 0 && !f.Value.ETypesSet {
		return diag.Seen(f.Source, "msDS-SupportedEncryptionTypes is not set")
	}
	return diag.Seen(f.Source, "msDS-SupportedEncryptionTypes: %s", f.Value.ETypes)
}
