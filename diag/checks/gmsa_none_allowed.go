package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// gmsaNoneAllowed finds group-managed accounts whose password no existing account may
// fetch.
var gmsaNoneAllowed = diag.Check{
	Code: "gmsa-none-allowed", Area: "account", Severity: diag.Error,
	Needs: []string{"gmsa.use", "account.gmsa"}, DependsOn: []string{"gmsa-not-managed"},
	Run: func(r *diag.Reader, o *diag.Out) {
		use, f, ok := managed(r, o)
		if !ok || !f.Value.Managed {
			return
		}
		name := f.Value.Account.Label()
		ev := diag.Seen(f.Source, "msDS-GroupMSAMembership lets in %s", allowedNames(f.Value))
		gone, elsewhere := true, false
		for _, p := range f.Value.Allowed {
			gone = gone && p.Name == ""
			elsewhere = elsewhere || p.Name == "" && domainOfSID(p.SID) != domainOfSID(f.Value.Account.SID)
		}
		switch {
		case f.Value.Unread != "":
			o.Unknown(name, &ad.Problem{Kind: ad.ProblemNoRight, What: "who may fetch the password", Why: f.Value.Unread, Do: "read with an administrator of the account"})
		case gone && elsewhere:
			o.Unknown(name, &ad.Problem{Kind: ad.ProblemNotAsked, What: "who may fetch the password", Why: "a SID of another domain is allowed, and that domain was not searched", Do: "look the SID up there: " + allowedNames(f.Value)}, ev)
		case gone:
			o.Hit(name, diag.NotAllowed, map[string]string{"allowed": allowedNames(f.Value)}, ev).Hides = use.Hosts
		default:
			o.Pass(name, "", f.Proof(), ev)
		}
	},
}
