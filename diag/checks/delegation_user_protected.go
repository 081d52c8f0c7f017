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
	Needs: []string{"account", "input", "account.groups"}, DependsOn: []string{"directory-unreachable", "account-missing"},
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
			case protectedByGroup(r, name, a):
				args["why"] = "the account is a member of Protected Users"
				o.Hit(name, diag.Protected, args, diag.Seen(f.Source, "Protected Users (SID ends in 525) has it as a member, directly, through a group or as primary group"))
			default:
				groups, _ := facts.Groups.Get(r, name)
				o.Pass(name, "", f.Proof("userAccountControl").And(groups.Proof()), diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC)))
			}
		}
	},
}

// protectedByGroup says whether an account is a member of Protected Users: by the groups
// that the domain controller computes for its logon, and where they are not known by
// memberOf, which shows a direct member and never that an account is none.
func protectedByGroup(r *diag.Reader, name string, a ad.Account) bool {
	groups, ok := facts.Groups.Get(r, name)
	if !ok || !groups.Known() {
		return slices.ContainsFunc(a.MemberOf, protectedUsers)
	}
	domain := domainPart(a.SID)
	return slices.ContainsFunc(groups.Value, func(sid string) bool {
		return strings.HasSuffix(sid, "-525") && !wellKnown(sid) && (domain == "" || domainPart(sid) == domain)
	})
}

func protectedUsers(dn string) bool {
	return strings.HasPrefix(strings.ToLower(dn), "cn=protected users,cn=users,dc=")
}
