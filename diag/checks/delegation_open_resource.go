package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationOpenResource finds resources that let everybody act for users towards
// them: an entry for Everyone or Authenticated Users, or a descriptor without an
// access control list.
var delegationOpenResource = diag.Check{
	Code: "delegation-open-resource", Area: "delegation", Severity: diag.Error,
	Needs: []string{"delegation.accounts"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Delegation.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			o.Unknown("", f.Problem)
			return
		}
		const attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"
		for _, a := range f.Value.Accounts {
			who := ""
			for _, sid := range a.ActOnBehalf {
				switch sid {
				case everyone:
					who = "everybody"
				case authenticatedUsers:
					who = "everybody who has logged in"
				}
			}
			switch known, _ := a.Knows(attribute); {
			case who != "":
				o.Hit(a.Label(), diag.Misplaced, map[string]string{"account": a.Label(), "dn": a.DN, "who": who}, diag.Seen(f.Source, "%s of %s lets %s in", attribute, a.Label(), who))
			case !known || len(a.ActOnBehalf) > 0:
				o.Pass(a.Label(), "", diag.PartProof(f, a, attribute), diag.Seen(f.Source, "%s of %s lists %s", attribute, a.Label(), some(a.ActOnBehalf)))
			}
		}
	},
}
