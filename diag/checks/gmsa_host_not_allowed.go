package checks

import (
	"slices"

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
			case slices.ContainsFunc(f.Value.Allowed, func(p facts.Fetcher) bool { return slices.Contains(login.Value.SIDs, p.SID) }):
				o.Pass(host, "", f.Proof().And(login.Proof()), ev)
			default:
				o.Hit(host, diag.NotAllowed, map[string]string{"account": f.Value.Account.Label(), "allowed": allowedNames(f.Value)}, ev,
					diag.Seen(login.Source, "%s has %s", host, diag.Count(len(login.Value.SIDs), "SID")))
			}
		}
	},
}
