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
	Needs: []string{"account", "input", "account.protected"}, DependsOn: []string{"directory-unreachable", "account-missing"},
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
				o.Hit(name, diag.Protected, args, diag.Seen(f.Source, "userAccountControl 0x%x has NOT_DELEGATED", uint32(a.UAC)))
			case protectedByGroup(r, a):
				args["why"] = "the account is a member of Protected Users"
				o.Hit(name, diag.Protected, args, diag.Seen(f.Source, "Protected Users (SID ends in 525) has it as a member, directly, through a group or as primary group"))
			default:
				members, _ := facts.Protected.Get(r, "") // memberOf shows neither nested groups nor the primary group
				proof := f.Proof("userAccountControl").And(members.Proof())
				o.Pass(name, "", proof, diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC)))
			}
		}
	},
}

// protectedByGroup says whether an account is a member of Protected Users: by the
// group's list of members, or, where nobody asked for that, by memberOf.
func protectedByGroup(r *diag.Reader, a ad.Account) bool {
	if f, ok := facts.Protected.Get(r, ""); ok && f.Known() {
		return slices.ContainsFunc(f.Value, func(dn string) bool { return strings.EqualFold(dn, a.DN) })
	}
	return slices.ContainsFunc(a.MemberOf, protectedUsers)
}

func protectedUsers(dn string) bool {
	return strings.HasPrefix(strings.ToLower(dn), "cn=protected users,cn=users,dc=")
}
