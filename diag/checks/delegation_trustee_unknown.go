package checks

import (
	"strings"

	"adwalk/ad"
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
				case !asked && wellKnown(sid): // a group that every domain has
				case !asked:
					o.Unknown(a.Label()+" < "+sid, &ad.Problem{Kind: ad.ProblemNotFound, What: "who " + sid + " is, whom " + a.Label() + " lets act for users, is not known",
						Why: "no domain of this forest has that SID: it is from beyond a trust, or from a domain that is gone", Do: "look the SID up in the trusted domains; where no account has it, take the entry out"}, ev)
				case name == "":
					o.Hit(a.Label()+" < "+sid, diag.NotFound, map[string]string{"account": a.Label(), "dn": a.DN, "sid": sid}, ev)
				default:
					o.Pass(a.Label()+" < "+name, "", diag.PartProof(f, a, "msDS-AllowedToActOnBehalfOfOtherIdentity"), ev)
				}
			}
		}
	},
}

// wellKnown says whether a SID is the same in every domain, such as Everyone.
func wellKnown(sid string) bool { return !strings.HasPrefix(sid, "S-1-5-21-") }
