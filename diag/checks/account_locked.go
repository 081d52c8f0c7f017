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
				args["when"] = lockedSince(a)
				hit := o.Hit(f.Subject, diag.OwnerDisabled, args, lockEvidence(f.Source, a))
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
			if !a.UAC.Has(ad.UACLockout) {
				o.Unknown(a.Label(), &ad.Problem{Kind: ad.ProblemNoRight, What: "whether " + a.Label() + " is locked out is not known", Why: "lockoutTime is set, and msDS-User-Account-Control-Computed cannot be read",
					Do: "read with an account that may see it"}, diag.Seen(src, "lockoutTime %s", day(a.Locked)))
				return
			}
			args := accountArgs(a)
			args["when"] = lockedSince(a)
			o.Hit(a.Label(), diag.OwnerDisabled, args, lockEvidence(src, a), diag.Seen(src, "holds %s", some(a.SPNs)))
		})
		eachHidden(r, o, "lockoutTime")
	},
}

// lockedSince ends the sentence that an account was locked out. Without lockoutTime, as
// where a Samba domain has the bit in userAccountControl itself, nothing says when.
func lockedSince(a ad.Account) string {
	if a.Locked.IsZero() {
		return "; since when is not known"
	}
	return " at " + day(a.Locked)
}

func lockEvidence(src ad.Source, a ad.Account) diag.Evidence {
	if a.Locked.IsZero() {
		return diag.Seen(src, "lockoutTime is not set, and the account's flags have LOCKOUT")
	}
	return diag.Seen(src, "lockoutTime %s, msDS-User-Account-Control-Computed has LOCKOUT", day(a.Locked))
}
