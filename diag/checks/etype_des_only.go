package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// etypeDESOnly finds service accounts that allow nothing but DES, which no
// current system speaks.
var etypeDESOnly = diag.Check{
	Code: "etype-des-only", Area: "etype", Severity: diag.Error,
	Needs: []string{"account", "spn.expected", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachServiceAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			const des = ad.SupportsDESCRC | ad.SupportsDESMD5
			listed := a.ETypes & 0x1f
			switch {
			case a.UAC.Has(ad.UACDESOnly):
				hit := o.Hit(f.Subject, diag.NoCommonEType, accountArgs(a), diag.Seen(f.Source, "userAccountControl has USE_DES_KEY_ONLY"))
				hit.Hides = spnsOf(r, f.Key)
			case listed != 0 && listed&^des == 0:
				hit := o.Hit(f.Subject, diag.NoCommonEType, accountArgs(a), etypeEvidence(f))
				hit.Hides = spnsOf(r, f.Key)
			default:
				o.Pass(f.Subject, "", f.Proof("userAccountControl", "msDS-SupportedEncryptionTypes"), etypeEvidence(f))
			}
		})
	},
}
