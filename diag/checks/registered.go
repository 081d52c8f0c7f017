package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// eachRegistered visits the registered values of every account that was asked
// for, and the odd ones that a scan of the forest found on other accounts.
func eachRegistered(r *diag.Reader, o *diag.Out, visit func(src ad.Source, a ad.Account, spns []string)) {
	seen := map[string]bool{}
	eachAccount(r, o, func(f diag.Fact[ad.Account]) {
		seen[f.Value.DN] = true
		visit(f.Source, f.Value, f.Value.SPNs)
		o.Pass(f.Subject, "", f.Proof("servicePrincipalName"), diag.Seen(f.Source, "%s read", diag.Count(len(f.Value.SPNs), "value")))
	})
	f, ok := scanned(r, o)
	if !ok {
		return
	}
	for _, h := range f.Value.Odd {
		if !seen[h.Account.DN] {
			visit(f.Source, h.Account, []string{h.Value})
		}
	}
	o.Pass(scope(f.Value.Coverage), "", f.Proof(), diag.Seen(f.Source, "%s read", diag.Count(f.Value.Values, "value")))
}
