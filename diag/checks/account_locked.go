package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountLocked finds accounts that are locked out. How long that lasts is the
// business of the domain's policy and of fine-grained ones, which the domain
// controller applies when it computes msDS-User-Account-Control-Computed
// (MS-ADTS 3.1.1.4.5.17).
var accountLocked = diag.Check{
	Code: "account-locked", Area: "account", Severity: diag.Warning,
	Needs: []string{"account", "spn.expected", "ticket", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case a.UAC.Has(ad.UACLockout):
				args := accountArgs(a)
				args["date"] = day(a.Locked)
				hit := o.Hit(f.Subject, diag.OwnerDisabled, args, diag.Seen(f.Source, "lockoutTime %s, msDS-User-Account-Control-Computed has LOCKOUT", day(a.Locked)))
				for _, spn := range spnsOf(r, f.Key) { // some KDCs issue no ticket for a locked owner
					if t, ok := facts.Ticket.Get(r, spn); ok && t.Known() && t.Value.Error != nil && t.Value.Error.Code == ad.ErrServiceRevoked {
						hit.Hides = append(hit.Hides, spn)
					}
				}
			case a.Locked.IsZero():
				o.Pass(f.Subject, "", f.Proof("lockoutTime"), diag.Seen(f.Source, "lockoutTime is not set"))
			default: // an old lockoutTime stays until the next logon: the domain's policy says whether it still counts
				o.Pass(f.Subject, "", f.Proof("msDS-User-Account-Control-Computed"),
					diag.Seen(f.Source, "lockoutTime %s; msDS-User-Account-Control-Computed says that the lock-out has ended", day(a.Locked)))
			}
		})
		eachUnable(r, o, func(v facts.SPNScanValue) []ad.Account { return v.Locked }, func(a ad.Account, src ad.Source) {
			args := accountArgs(a)
			args["date"] = day(a.Locked)
			o.Hit(a.Label(), diag.OwnerDisabled, args, diag.Seen(src, "lockoutTime %s, msDS-User-Account-Control-Computed has LOCKOUT", day(a.Locked)), diag.Seen(src, "holds %s", some(a.SPNs)))
		})
	},
}
