package checks

import (
	"fmt"

	"adwalk/diag"
)

// maxBackEnds is how many back ends the system attendant lists (KB920209); the
// attribute holds about twice as many values.
const maxBackEnds = 600

// delegationListLimit finds lists that cannot take all back ends.
var delegationListLimit = diag.Check{
	Code: "delegation-list-limit", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		n := len(backEnds(r))
		eachFrontEnd(r, o, func(d delegator) {
			ev := diag.Seen(d.src, "%d back ends, %d entries listed", n, len(d.account.DelegatesTo))
			if n <= maxBackEnds && len(d.account.DelegatesTo) <= 2*maxBackEnds {
				o.Pass(d.account.Label(), "", d.proof("msDS-AllowedToDelegateTo"), ev)
				return
			}
			args := accountArgs(d.account)
			args["count"] = fmt.Sprint(max(n, len(d.account.DelegatesTo)/2))
			o.Hit(d.account.Label(), diag.OverLimit, args, ev)
		})
	},
}
