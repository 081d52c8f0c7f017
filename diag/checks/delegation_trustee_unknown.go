package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// delegationTrusteeUnknown finds resources that let somebody act who does not
// exist any more: a SID in msDS-AllowedToActOnBehalfOfOtherIdentity without an
// account.
var delegationTrusteeUnknown = diag.Check{
	Code: "delegation-trustee-unknown", Area: "delegation", Severity: diag.Warning,
	Needs: []string{"delegation.accounts"}, DependsOn: []string{"directory-unreachable"},
	Fix: fix.DropTrustee,
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Delegation.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			o.Unknown("", f.Problem)
			return
		}
		for _, a := range f.Value.Accounts {
			for _, sid := range a.ActOnBehalf {
				name, asked := f.Value.Names[sid]
				who := sid
				if name != "" {
					who += " (" + name + ")"
				}
				ev := diag.Seen(f.Source, "msDS-AllowedToActOnBehalfOfOtherIdentity of %s allows %s", a.Label(), who)
				switch {
				case !asked:
				case name == "":
					o.Hit(a.Label()+" < "+sid, diag.NotFound, map[string]string{"account": a.Label(), "dn": a.DN, "sid": sid}, ev)
				default:
					o.Pass(a.Label()+" < "+name, "", diag.PartProof(f, a, "msDS-AllowedToActOnBehalfOfOtherIdentity"), ev)
				}
			}
		}
	},
}
