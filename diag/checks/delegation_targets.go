package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// targetNeeds are the kinds that eachTarget reads.
var targetNeeds = []string{"delegation.accounts", "account", "input", "spn.owners"}

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

// eachOwnedTarget is eachTarget for the entries that lead to one account.
func eachOwnedTarget(r *diag.Reader, o *diag.Out, visit func(d delegator, target string, owner ad.Account, own diag.Fact[facts.OwnersValue])) {
	eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
		if list := own.Value.Answering(); len(list) == 1 {
			visit(d, target, list[0], own)
		}
	})
}

// targetSubject names one entry of one account's list.
func targetSubject(d delegator, target string) string { return d.account.Label() + " > " + target }

func targetArgs(d delegator, target string) map[string]string {
	return map[string]string{"account": d.account.Label(), "dn": d.account.DN, "target": target}
}

func listEvidence(d delegator, target string) diag.Evidence {
	return diag.Seen(d.src, "msDS-AllowedToDelegateTo of %s lists %s", d.account.Label(), target)
}

// targetEvidence is ownersEvidence for an entry, which a HOST name may cover.
func targetEvidence(own diag.Fact[facts.OwnersValue]) diag.Evidence {
	if v := own.Value; len(v.Owners) == 0 && len(v.AliasHeld) > 0 {
		return diag.Seen(own.Source, "covered by %s of %s", v.AliasOf, labels(v.AliasHeld))
	}
	return ownersEvidence(own)
}
