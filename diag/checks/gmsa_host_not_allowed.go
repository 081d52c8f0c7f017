package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// gmsaHostNotAllowed finds hosts that use a group-managed account and may not fetch its
// password.
var gmsaHostNotAllowed = diag.Check{
	Code: "gmsa-host-not-allowed", Area: "account", Severity: diag.Error,
	Needs: []string{"gmsa.use", "account.gmsa", "login.sids"}, DependsOn: []string{"gmsa-not-managed", "gmsa-none-allowed"},
	Run: func(r *diag.Reader, o *diag.Out) {
		use, f, ok := managed(r, o)
		if !ok || !f.Value.Managed {
			return
		}
		for _, host := range use.Hosts {
			login, _ := facts.LoginSIDs.Get(r, host)
			ev := diag.Seen(f.Source, "the password may be fetched by %s", allowedNames(f.Value))
			switch {
			case f.Value.Unread != "":
				o.Unknown(host, &ad.Problem{Kind: ad.ProblemNoRight, What: "who may fetch the password", Why: f.Value.Unread, Do: "read with an administrator of the account"})
			case !login.Known():
				o.Unknown(host, login.Problem, ev)
			default:
				access, by := f.Value.Weigh(login.Value.SIDs)
				switch access {
				case ad.AccessAllowed:
					o.Pass(host, "", f.Proof().And(login.Proof()), ev)
				case ad.AccessUndecided:
					o.Unknown(host, &ad.Problem{Kind: ad.ProblemNotAsked, What: "whether " + host + " may fetch the password is not known", Why: "an entry for " + by.SID + " holds only under a condition or for some logins",
						Do: "on the host: Test-ADServiceAccount " + f.Value.Account.Label()}, ev)
				default:
					if by != nil {
						ev = diag.Seen(f.Source, "an entry denies it to %s before another allows it", by.SID)
					}
					o.Hit(host, diag.NotAllowed, map[string]string{"account": f.Value.Account.Label(), "allowed": allowedNames(f.Value)}, ev,
						diag.Seen(login.Source, "%s has %s", host, diag.Count(len(login.Value.SIDs), "SID")))
				}
			}
		}
	},
}
