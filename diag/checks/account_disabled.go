package checks

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountDisabled finds accounts with ACCOUNTDISABLE: a KDC issues no ticket for
// the names they hold. Of those that nobody named it takes the ones whose names
// lead to other hosts than themselves.
var accountDisabled = diag.Check{
	Code: "account-disabled", Area: "account", Severity: diag.Error,
	Needs: []string{"account", "spn.expected", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			if p := hidden(a, f.Source); p != nil {
				o.Unknown(f.Subject, p)
				return
			}
			ev := diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC))
			if !a.Disabled() {
				o.OK(f.Subject, "", ev)
				return
			}
			hit := o.Hit(f.Subject, diag.OwnerDisabled, accountArgs(a), ev)
			hit.Hides = append(spnsOf(r, f.Subject), authLog)
		})
		eachUnable(r, o, func(v facts.SPNScanValue) []ad.Account { return v.Disabled }, func(a ad.Account, src ad.Source) {
			hit := o.Hit(a.Label(), diag.OwnerDisabled, accountArgs(a),
				diag.Seen(src, "userAccountControl 0x%x", uint32(a.UAC)), diag.Seen(src, "holds %s", some(a.SPNs)))
			hit.Severity = diag.Warning
		})
	},
}

// eachUnable visits a list of the scan of the forest, without the accounts that
// were asked for by name.
func eachUnable(r *diag.Reader, o *diag.Out, list func(facts.SPNScanValue) []ad.Account, visit func(a ad.Account, src ad.Source)) {
	scan, ok := facts.SPNScan.Get(r, "")
	switch {
	case !ok:
		return
	case !scan.Known():
		o.Unknown("", scan.Problem)
		return
	}
	asked := facts.Account.All(r)
	for _, a := range list(scan.Value) {
		if !slices.ContainsFunc(asked, func(f diag.Fact[ad.Account]) bool { return f.Known() && f.Value.Same(a) }) {
			visit(a, scan.Source)
		}
	}
}

// some names the first few names of a long list.
func some(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
