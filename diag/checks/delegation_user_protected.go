package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationUserProtected finds users whom nobody may act for: marked sensitive,
// or members of Protected Users.
var delegationUserProtected = diag.Check{
	Code: "delegation-user-protected", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, name := range inputList(r, "users") {
			f, ok := facts.Account.Get(r, name)
			switch {
			case !ok, !f.Known() && f.Problem.Kind == ad.ProblemNotFound:
				continue
			case !f.Known():
				o.Unknown(name, f.Problem)
				continue
			}
			a, args := f.Value, accountArgs(f.Value)
			switch {
			case a.UAC.Has(ad.UACNotDelegated):
				args["why"] = "the account is marked as sensitive"
				o.Hit(name, diag.OwnerDisabled, args, diag.Seen(f.Source, "userAccountControl 0x%x has NOT_DELEGATED", uint32(a.UAC)))
			case slices.ContainsFunc(a.MemberOf, protectedUsers):
				args["why"] = "the account is a member of Protected Users"
				o.Hit(name, diag.OwnerDisabled, args, diag.Seen(f.Source, "memberOf names Protected Users"))
			default:
				o.Pass(name, "", f.Proof("userAccountControl", "memberOf"), diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC)))
			}
		}
	},
}

func protectedUsers(dn string) bool {
	return strings.HasPrefix(strings.ToLower(dn), "cn=protected users,cn=users,dc=")
}
