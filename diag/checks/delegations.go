package checks

import (
	"strings"

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
	for _, name := range inputList(r, "front-end") {
		f, ok := facts.Account.Get(r, name)
		switch {
		case !ok, !f.Known() && f.Problem.Kind == ad.ProblemNotFound:
		case !f.Known():
			o.Unknown(name, f.Problem)
		default:
			put(f.Value, f.Source)
		}
	}
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

// inputList is an input's list.
func inputList(r *diag.Reader, key string) []string {
	f, ok := facts.Input.Get(r, key)
	if !ok || f.Value == "" {
		return nil
	}
	return strings.Split(f.Value, "\n")
}

// eachTarget visits every entry of every delegator's msDS-AllowedToDelegateTo
// whose owners were asked for.
func eachTarget(r *diag.Reader, o *diag.Out, visit func(d delegator, target string, own diag.Fact[facts.OwnersValue])) {
	for _, d := range delegators(r, o) {
		for _, target := range d.account.DelegatesTo {
			f, ok := facts.Owners.Get(r, target)
			switch {
			case !ok:
			case !f.Known():
				o.Unknown(targetSubject(d, target), f.Problem)
			default:
				visit(d, target, f)
			}
		}
	}
}

// targetSubject names one entry of one account's list.
func targetSubject(d delegator, target string) string { return d.account.Label() + " > " + target }

func targetArgs(d delegator, target string) map[string]string {
	return map[string]string{"account": d.account.Label(), "dn": d.account.DN, "target": target}
}

func listEvidence(d delegator, target string) diag.Evidence {
	return diag.Seen(d.src, "msDS-AllowedToDelegateTo of %s lists %s", d.account.Label(), target)
}

// effective are the accounts that a target resolves to: the exact owners, else
// those that cover it by a HOST name.
func effective(v facts.OwnersValue) []ad.Account {
	if len(v.Owners) > 0 {
		return v.Owners
	}
	return v.AliasHeld
}
