package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// trustRC4Only finds trusts that list RC4 or DES and no AES type. Between the
// domains of a trust, tickets-granting tickets are made with the trust's key.
var trustRC4Only = diag.Check{
	Code: "trust-rc4-only", Area: "etype", Severity: diag.Error,
	Needs: []string{"directory.trusts"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Trusts.Get(r, "")
		if !ok {
			return
		}
		if !f.Known() {
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown("trusts", f.Problem)
			}
			return
		}
		for _, t := range f.Value {
			if t.Type != ad.TrustTypeAD && t.Type != ad.TrustTypeRealm {
				continue // Windows NT: no Kerberos
			}
			args := map[string]string{"trust": t.Label(), "dn": t.DN, "listed": t.ETypes.String()}
			ev := diag.Seen(f.Source, "msDS-SupportedEncryptionTypes %s, trustType %d, trustAttributes %s", t.ETypes, t.Type, fmt.Sprintf("%#x", t.Flags))
			proof := diag.PartProof(f, t, "msDS-SupportedEncryptionTypes", "trustType", "trustAttributes")
			switch {
			case proof.Missing() == nil && !t.ETypes.AES() && (!t.ETypes.Unset() || t.Flags&ad.TrustUsesRC4 != 0):
				o.Hit(t.Label(), diag.NoCommonEType, args, ev)
			case t.ETypes.Unset():
				if why := proof.Missing(); why != nil {
					o.Unknown(t.Label(), why, ev)
					continue
				}
				o.Unknown(t.Label(), &ad.Problem{Kind: ad.ProblemNotFound, What: "whether the trust with " + t.Label() + " works without RC4 is not known",
					Why: "it lists no encryption types, so the default of each domain controller decides", Do: "list AES on both sides of the trust"}, ev)
			default:
				o.Pass(t.Label(), "", proof, ev)
			}
		}
		if len(f.Value) == 0 {
			o.Pass("trusts", "", f.Proof(), diag.Seen(f.Source, "the domain has no trust"))
		}
	},
}
