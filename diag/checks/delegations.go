package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegator is an account that may act for others, with where that was read.
type delegator struct {
	account ad.Account
	src     ad.Source
}

// delegators lists the enabled accounts that delegate or are front ends: from the
// forest's delegation list, and the front ends that the walk names.
func delegators(r *diag.Reader, o *diag.Out) []delegator {
	var out []delegator
	seen := map[string]bool{}
	put := func(a ad.Account, src ad.Source) {
		if !seen[ad.FoldSPN(a.DN)] && !a.Disabled() {
			seen[ad.FoldSPN(a.DN)] = true
			out = append(out, delegator{a, src})
		}
	}
	eachFrontEnd(r, o, func(d delegator) { put(d.account, d.src) })
	f, ok := facts.Delegation.Get(r, "")
	switch {
	case !ok:
	case !f.Known():
		o.Unknown("", f.Problem)
	default:
		for _, a := range f.Value.Accounts {
			put(a, f.Source)
		}
	}
	return out
}
