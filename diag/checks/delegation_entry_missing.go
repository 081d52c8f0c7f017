package checks

import (
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
			if p := d.proof("msDS-AllowedToDelegateTo").Missing(); p != nil {
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
					o.Pass(subject, "", d.proof("msDS-AllowedToDelegateTo"), ev)
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
