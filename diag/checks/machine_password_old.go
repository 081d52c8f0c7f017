package checks

import (
	"fmt"
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// renewed is how long a host that renews its password every 30 days may have been
// switched off before it looks abandoned.
const renewed = 90 * 24 * time.Hour

// machinePasswordOld finds hosts that no longer renew their password. A keytab that
// is proved to work outranks the age.
var machinePasswordOld = diag.Check{
	Code: "machine-password-old", Area: "account", Severity: diag.Warning,
	Needs: []string{"machine", "account", "keytab"}, DependsOn: []string{"account-missing", "account-disabled"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachMachine(r, o, func(_ string, f diag.Fact[ad.Account]) {
			a := f.Value
			age := f.Source.At.Sub(a.PasswordSet)
			proof := f.Proof("pwdLastSet")
			ev := diag.Seen(f.Source, "pwdLastSet %s", a.PasswordSet.UTC().Format(time.DateOnly))
			works, proved := provedKeytab(r)
			switch {
			case proof.Missing() != nil:
				o.Unknown(a.Label(), proof.Missing())
			case a.PasswordSet.IsZero():
			case age > renewed && !proved:
				o.Hit(a.Label(), diag.Outdated, map[string]string{"days": fmt.Sprint(int(age.Hours() / 24))}, ev)
			case age > renewed:
				o.Pass(a.Label(), "", proof.And(works.Proof()), ev, diag.Seen(works.Source, "the keytab works all the same"))
			default:
				o.Pass(a.Label(), "", proof, ev)
			}
		})
	},
}
