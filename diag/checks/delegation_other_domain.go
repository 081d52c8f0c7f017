package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationOtherDomain finds back ends in another domain than their front end:
// classic constrained delegation ends at the domain's border.
var delegationOtherDomain = diag.Check{
	Code: "delegation-other-domain", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			list := effective(own.Value)
			if len(list) != 1 {
				return
			}
			subject := targetSubject(d, target)
			here, there := domainOf(d.account.DN), domainOf(list[0].DN)
			ev := diag.Seen(own.Source, "%s is %s; %s is %s", d.account.Label(), d.account.DN, list[0].Label(), list[0].DN)
			if here == there {
				o.OK(subject, "", ev)
				return
			}
			args := targetArgs(d, target)
			args["owner"], args["domain"] = list[0].Label(), there
			o.Hit(subject, diag.Misplaced, args, ev)
		})
	},
}
