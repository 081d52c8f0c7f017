package checks

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// lockoutWindow is how long a lock-out is taken to last: the default policy's
// duration. An older lockoutTime stays in the attribute until the next logon and
// means nothing.
const lockoutWindow = 30 * time.Minute

// accountLocked finds accounts that were locked out a short while ago.
var accountLocked = diag.Check{
	Code: "account-locked", Area: "account", Severity: diag.Warning,
	Needs: []string{"account", "spn.expected", "ticket"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			recent := !a.Locked.IsZero() && f.Source.At.Sub(a.Locked) < lockoutWindow
			switch {
			case recent:
				args := accountArgs(a)
				args["date"] = day(a.Locked)
				hit := o.Hit(f.Subject, diag.OwnerDisabled, args, diag.Seen(f.Source, "lockoutTime %s", day(a.Locked)))
				for _, spn := range spnsOf(r, f.Subject) { // some KDCs issue no ticket for a locked owner
					if t, ok := facts.Ticket.Get(r, spn); ok && t.Known() && t.Value.Error != nil && t.Value.Error.Code == ad.ErrServiceRevoked {
						hit.Hides = append(hit.Hides, spn)
					}
				}
			default:
				o.Pass(f.Subject, "", f.Proof("lockoutTime"))
			}
		})
	},
}
