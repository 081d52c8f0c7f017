package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// etypeRC4Only finds service accounts that list RC4 and no AES type.
var etypeRC4Only = diag.Check{
	Code: "etype-rc4-only", Area: "etype", Severity: diag.Warning,
	Needs: []string{"account", "spn.expected", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing", "etype-des-only"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachServiceAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case a.ETypes&ad.SupportsRC4 != 0 && !a.ETypes.AES():
				hit := o.Hit(f.Subject, diag.NoCommonEType, etypeArgs(a), etypeEvidence(f))
				hit.Hides = spnsOf(r, f.Key)
			default:
				o.Pass(f.Subject, "", f.Proof("msDS-SupportedEncryptionTypes"), etypeEvidence(f))
			}
		})
	},
}
