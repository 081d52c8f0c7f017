package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
)

var entryNeeds = []string{"account", "input"}

// unreadList is the reason when a delegation list did not come back although the
// account delegates: it is empty, or it may not be read.
func unreadList(a ad.Account, src ad.Source) *ad.Problem {
	if hidden(a, src) == nil {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: "the delegation list of " + a.Label() + " could not be read",
		Why: src.Name + " hides the account's attributes from the reader", Do: "read with an account that may see " + a.DN}
}

// delegationEntryMissing finds back ends that a front end's list does not name in
// either form.
var delegationEntryMissing = diag.Check{
	Code: "delegation-entry-missing", Area: "delegation", Severity: diag.Error,
	Needs: entryNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			if p := unreadList(d.account, d.src); p != nil {
				o.Unknown(d.account.Label(), p)
				return
			}
			for _, b := range backEnds(r) {
				subject := targetSubject(d, b.forms()[len(b.forms())-1])
				found := false
				for _, form := range b.forms() {
					found = found || lists(d.account.DelegatesTo, form)
				}
				ev := diag.Seen(d.src, "msDS-AllowedToDelegateTo of %s has %d entries", d.account.Label(), len(d.account.DelegatesTo))
				if found {
					o.OK(subject, "", ev)
					continue
				}
				args := targetArgs(d, b.forms()[len(b.forms())-1])
				args["back_end"] = b.short
				o.Hit(subject, diag.Missing, args, ev)
			}
		})
	},
}

// delegationTwinMissing finds back ends that the list names in one form only: a
// front end that asks for the other is refused.
var delegationTwinMissing = diag.Check{
	Code: "delegation-twin-missing", Area: "delegation", Severity: diag.Warning,
	Needs: entryNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			for _, b := range backEnds(r) {
				var have, lack []string
				for _, form := range b.forms() {
					if lists(d.account.DelegatesTo, form) {
						have = append(have, form)
					} else {
						lack = append(lack, form)
					}
				}
				switch {
				case len(have) == 0: // delegation-entry-missing
				case len(lack) == 0:
					o.OK(targetSubject(d, have[0]), "", listEvidence(d, have[0]))
				default:
					args := targetArgs(d, lack[0])
					args["listed"] = have[0]
					o.Hit(targetSubject(d, lack[0]), diag.Missing, args, listEvidence(d, have[0]))
				}
			}
		})
	},
}

// maxBackEnds is how many back ends the system attendant lists (KB920209); the
// attribute holds about twice as many values.
const maxBackEnds = 600

// delegationListLimit finds lists that cannot take all back ends.
var delegationListLimit = diag.Check{
	Code: "delegation-list-limit", Area: "delegation", Severity: diag.Error,
	Needs: entryNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		n := len(backEnds(r))
		eachFrontEnd(r, o, func(d delegator) {
			ev := diag.Seen(d.src, "%d back ends, %d entries listed", n, len(d.account.DelegatesTo))
			if n <= maxBackEnds && len(d.account.DelegatesTo) <= 2*maxBackEnds {
				o.OK(d.account.Label(), "", ev)
				return
			}
			args := accountArgs(d.account)
			args["count"] = fmt.Sprint(max(n, len(d.account.DelegatesTo)/2))
			o.Hit(d.account.Label(), diag.Malformed, args, ev)
		})
	},
}
