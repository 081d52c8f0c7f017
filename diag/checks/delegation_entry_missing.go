package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// delegationEntryMissing finds back ends that a front end's list does not name in
// either form, and mailbox servers that a web application may not pass its users
// on to.
var delegationEntryMissing = diag.Check{
	Code: "delegation-entry-missing", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "account.groups", "input", "spn.owners", "delegation.proof"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix: fix.AllowTarget,
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
				if resolvedOtherwise(r, o, d, b, subject, ev) {
					continue
				}
				args := targetArgs(d, b.forms()[len(b.forms())-1])
				args["back_end"] = b.short
				o.Hit(subject, diag.NotAllowed, args, ev)
			}
		})
		if h, ok := mailboxHop(r); ok {
			h.judge(o)
		}
	},
}

// resolvedOtherwise judges a back end that the list does not name, where a KDC
// issued the ticket all the same, or where the back end's owner lets the front end
// in, or may do so: the list must not be changed then.
func resolvedOtherwise(r *diag.Reader, o *diag.Out, d delegator, b backEnd, subject string, ev diag.Evidence) bool {
	var open *ad.Problem
	for _, form := range b.forms() {
		if f, ok := proved(r, d, form); ok {
			o.Pass(subject, "", f.Proof(), ev, diag.Seen(f.Source, "the KDC %s issued a ticket to %s", f.Value.KDC, form))
			return true
		}
		yes, lets, unclear := letIn(r, d, form)
		if own, ok := facts.Owners.Get(r, form); ok && yes {
			o.Pass(subject, "", own.Proof(), ev, lets)
			return true
		}
		if unclear != nil {
			open = unclear
		}
	}
	if open != nil {
		o.Unknown(subject, open, ev)
	}
	return open != nil
}
