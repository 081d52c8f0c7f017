package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// delegationEntryMissing finds back ends that a front end's list does not name in
// either form, and mailbox servers that a web application may not pass its users
// on to.
var delegationEntryMissing = diag.Check{
	Code: "delegation-entry-missing", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
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
		if h, ok := mailboxHop(r); ok {
			h.judge(o)
		}
	},
}

// unreadList is the reason when a delegation list did not come back although the
// account delegates: it is empty, or it may not be read.
func unreadList(a ad.Account, src ad.Source) *ad.Problem {
	if hidden(a, src) == nil {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: "the delegation list of " + a.Label() + " could not be read",
		Why: src.Name + " hides the account's attributes from the reader", Do: "read with an account that may see " + a.DN}
}
