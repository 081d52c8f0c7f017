package delegation

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

func forest(v facts.DelegationValue) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.Delegation, "", v))
}

func accounts(list ...ad.Account) guidetest.Fact {
	return forest(facts.DelegationValue{Accounts: list})
}

// may is a computer that has these flags and this list.
func may(flags ad.UAC, list ...string) ad.Account {
	a := guidetest.Computer("WEB1", "1101", "HOST/web1.contoso.lab")
	a.UAC |= flags
	a.DelegatesTo = list
	return a
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "accounts targets resources users picture fix verify", "", "")
}

func TestWhoMayDelegate(t *testing.T) {
	const files = "cifs/files1.contoso.lab"
	controller := guidetest.Computer("DC1", "1000")
	controller.UAC = ad.UACServer | ad.UACTrustedDelegation
	hidden := may(0)
	hidden.Unread = []string{"userAccountControl"}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "nobody", Step: "accounts", Facts: accounts(), Status: diag.Pass, Says: []string{"pass: No account may delegate."}, Asks: []string{"delegation.accounts"}},
		{Name: "to anything", Step: "accounts", Facts: accounts(may(ad.UACTrustedDelegation)), Status: diag.Fail, Finds: []string{"delegation-unconstrained WEB1$"}, Says: []string{"WEB1$ (computer): anything\n"}},
		{Name: "a domain controller", Step: "accounts", Facts: accounts(controller), Status: diag.Pass, Says: []string{"DC1$ (computer): anything (domain controller)"}},
		{Name: "a list", Step: "accounts", Facts: accounts(may(0, files)), Status: diag.Pass, Says: []string{"WEB1$ (computer): a list, for Kerberos logons"}},
		{Name: "a list for any logon", Step: "accounts", Facts: accounts(may(ad.UACTrustedToAuth, files)), Status: diag.Pass, Says: []string{"WEB1$ (computer): a list, for any logon (protocol transition)"}},
		{Name: "the flag without a list", Step: "accounts", Facts: accounts(may(ad.UACTrustedToAuth)), Status: diag.Pass, Says: []string{"WEB1$ (computer): nothing yet (protocol transition without a list)"}},
		{Name: "a disabled account", Step: "accounts", Facts: accounts(may(ad.UACDisabled, files)), Status: diag.Pass, Says: []string{"WEB1$ (computer, disabled): a list, for Kerberos logons"}},
		{Name: "an account whose flags are hidden", Step: "accounts", Facts: accounts(hidden), Status: diag.Unknown, Says: []string{"userAccountControl"}, Silent: []string{"No account may delegate"}},
		{Name: "accounts that nobody read", Step: "accounts", Facts: guidetest.Healthy(), Status: diag.Unknown, Says: []string{"unknown: The accounts could not be read."}, Silent: []string{"No account may"}},
	})
}

func TestWhereTheListsLead(t *testing.T) {
	const files = "cifs/files1.contoso.lab"
	off := guidetest.Computer("FILES1", "1102", files)
	off.UAC |= ad.UACDisabled
	web := accounts(may(0, files))
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "to one account", Step: "targets", Facts: guidetest.All(web, guidetest.OwnedBy(files, guidetest.Computer("FILES1", "1102", files))), Status: diag.Pass, Asks: []string{"spn.owners " + files}},
		{Name: "to nobody", Step: "targets", Facts: guidetest.All(web, guidetest.OwnedBy(files)), Status: diag.Fail, Finds: []string{"delegation-target-missing WEB1$ > " + files}},
		{Name: "to a disabled account", Step: "targets", Facts: guidetest.All(web, guidetest.OwnedBy(files, off)), Status: diag.Fail, Finds: []string{"delegation-target-disabled WEB1$ > " + files}},
		{Name: "to two accounts", Step: "targets", Facts: guidetest.All(web, guidetest.OwnedBy(files, guidetest.Computer("FILES1", "1102", files), guidetest.Computer("FILES2", "1103", files))), Status: diag.Fail, Finds: []string{"delegation-target-duplicate WEB1$ > " + files}},
		{Name: "owners that nobody knows", Step: "targets", Facts: guidetest.All(web, guidetest.Unknown(facts.Owners, files, ad.ProblemUnreachable, "no answer")), Status: diag.Unknown, Says: []string{"no answer"}},
		{Name: "an entry that leads nowhere goes", Step: "fix", Facts: guidetest.All(web, guidetest.OwnedBy(files)), Status: diag.Manual, Finds: []string{"delegation-target-missing WEB1$ > " + files}, Says: []string{files}},
		{Name: "still leads nowhere", Step: "verify", Facts: guidetest.All(web, guidetest.OwnedBy(files)), Status: diag.Fail, Finds: []string{"delegation-target-missing WEB1$ > " + files}},
	})
}

func TestResources(t *testing.T) {
	lets := func(sids ...string) guidetest.Fact {
		a := guidetest.Computer("SQL1", "1104")
		a.ActOnBehalf = sids
		return forest(facts.DelegationValue{Accounts: []ad.Account{a}, Names: map[string]string{"S-1-5-21-1-2-3-1101": "WEB1$", "S-1-5-21-1-2-3-9": ""}})
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a known account", Step: "resources", Facts: lets("S-1-5-21-1-2-3-1101"), Status: diag.Pass},
		{Name: "a deleted account", Step: "resources", Facts: lets("S-1-5-21-1-2-3-9"), Status: diag.Fail, Finds: []string{"delegation-trustee-unknown SQL1$ < S-1-5-21-1-2-3-9"}},
		{Name: "everybody", Step: "resources", Facts: lets("S-1-1-0"), Status: diag.Fail, Finds: []string{"delegation-open-resource SQL1$"}},
		{Name: "hidden permissions", Step: "resources", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.Delegation, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}},
		{Name: "a known account in the map", Step: "picture", Facts: lets("S-1-5-21-1-2-3-1101"), Status: diag.Manual, Says: []string{"WEB1$ ..> SQL1$"}},
		{Name: "a deleted account in the map", Step: "picture", Facts: lets("S-1-5-21-1-2-3-9"), Status: diag.Manual, Says: []string{"S-1-5-21-1-2-3-9 ..> SQL1$"}},
		{Name: "well-known groups in the map", Step: "picture", Facts: lets("S-1-1-0", "S-1-5-11"), Status: diag.Manual, Says: []string{"Everyone ..> SQL1$", "Authenticated Users ..> SQL1$"}},
	})
}

func TestTheMap(t *testing.T) {
	const files = "cifs/files1.contoso.lab"
	owner := func(f guidetest.Fact, list ...ad.Account) guidetest.Fact {
		return guidetest.All(f, guidetest.OwnedBy(files, list...))
	}
	web := accounts(may(0, files))
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "nobody", Step: "picture", Facts: accounts(), Status: diag.Manual, Says: []string{"There is nothing to draw."}, Silent: []string{"==>"}},
		{Name: "to everything", Step: "picture", Facts: accounts(may(ad.UACTrustedDelegation)), Status: diag.Manual, Says: []string{"WEB1$ ==> everything", "==> unconstrained"}},
		{Name: "a list", Step: "picture", Facts: owner(web, guidetest.Computer("FILES1", "1102")), Status: diag.Manual, Says: []string{"WEB1$ --> " + files + "  (FILES1$)"}},
		{Name: "a list for any logon", Step: "picture", Facts: owner(accounts(may(ad.UACTrustedToAuth, files)), guidetest.Computer("FILES1", "1102")), Status: diag.Manual, Says: []string{"WEB1$ ~~> " + files}},
		{Name: "no owner", Step: "picture", Facts: owner(web), Status: diag.Manual, Says: []string{"(no account)"}},
		{Name: "two owners", Step: "picture", Facts: owner(web, guidetest.Computer("FILES1", "1102"), guidetest.Computer("FILES2", "1103")), Status: diag.Manual, Says: []string{"(FILES1$ and FILES2$)"}},
		{Name: "an owner that nobody knows", Step: "picture", Facts: web, Status: diag.Manual, Says: []string{"(owner not known)"}},
		{Name: "disabled accounts are left out", Step: "picture", Facts: accounts(may(ad.UACDisabled, files)), Status: diag.Manual, Says: []string{"There is nothing to draw."}},
		{Name: "nobody read them", Step: "picture", Status: diag.Manual, Says: []string{"unknown: The accounts could not be read."}, Silent: []string{"nothing to draw"}},
	})
}

func TestProtectedUsers(t *testing.T) {
	admin := guidetest.User("admin", "500")
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "none", Step: "users", Facts: forest(facts.DelegationValue{}), Status: diag.Manual, Says: []string{"administrators' tickets can be delegated like anyone's"}},
		{Name: "both kinds", Step: "users", Facts: forest(facts.DelegationValue{Sensitive: []ad.Account{admin}, Protected: []string{"CN=root,DC=contoso,DC=lab"}}), Status: diag.Manual,
			Says: []string{"admin: marked as sensitive", "CN=root,DC=contoso,DC=lab: member of Protected Users"}, Silent: []string{"like anyone's"}},
		{Name: "nobody read them", Step: "users", Status: diag.Manual, Says: []string{"unknown: The accounts could not be read."}, Silent: []string{"like anyone's"}},
	})
}
