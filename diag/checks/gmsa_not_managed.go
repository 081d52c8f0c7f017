package checks

import "adwalk/diag"

// gmsaNotManaged finds an account that is used as a group-managed one and is none.
var gmsaNotManaged = diag.Check{
	Code: "gmsa-not-managed", Area: "account", Severity: diag.Error,
	Needs: []string{"gmsa.use", "account.gmsa"},
	Run: func(r *diag.Reader, o *diag.Out) {
		use, f, ok := managed(r, o)
		if !ok {
			return
		}
		a := f.Value.Account
		ev := diag.Seen(f.Source, "objectClass: %s", a.Kind())
		if f.Value.Managed {
			o.Pass(a.Label(), "", f.Proof(), ev)
			return
		}
		o.Hit(a.Label(), diag.Unsupported, map[string]string{"kind": a.Kind()}, ev).Hides = use.Hosts
	},
}
