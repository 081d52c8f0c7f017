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
	fact    diag.Fact[ad.Account]
}

// delegatorOf makes one from an account that was read.
func delegatorOf(f diag.Fact[ad.Account]) delegator { return delegator{f.Value, f.Source, f} }

// proof lets a check pass where the attributes are known.
func (d delegator) proof(attributes ...string) diag.Proof { return d.fact.Proof(attributes...) }

// delegators lists the enabled accounts that delegate or are front ends: from the
// forest's delegation list, and the front ends that the walk names.
func delegators(r *diag.Reader, o *diag.Out) []delegator {
	var out []delegator
	seen := map[string]bool{}
	put := func(d delegator) {
		if dn := ad.FoldSPN(d.account.DN); !seen[dn] && !d.account.Disabled() {
			seen[dn] = true
			out = append(out, d)
		}
	}
	eachFrontEnd(r, o, put)
	f, ok := facts.Delegation.Get(r, "")
	switch {
	case !ok:
	case !f.Known():
		o.Unknown("", f.Problem)
	default:
		for _, a := range f.Value.Accounts {
			put(delegatorOf(diag.Derived(f, a.Label(), a)))
		}
	}
	return out
}
