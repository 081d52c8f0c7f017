package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationOtherDomain finds back ends in another domain than their front end:
// classic constrained delegation ends at the domain's border.
var delegationOtherDomain = diag.Check{
	Code: "delegation-other-domain", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachOwnedTarget(r, o, func(d delegator, target string, owner ad.Account, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			here, there := domainOf(d.account.DN), domainOf(owner.DN)
			ev := diag.Seen(own.Source, "%s is %s; %s is %s", d.account.Label(), d.account.DN, owner.Label(), owner.DN)
			if here == there {
				o.Pass(subject, "", d.proof().And(own.Proof()), ev)
				return
			}
			args := targetArgs(d, target)
			args["owner"], args["domain"] = owner.Label(), there
			o.Hit(subject, diag.OtherDomain, args, ev)
		})
	},
}
