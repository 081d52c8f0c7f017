package lookup_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
)

func TestMain(m *testing.M) { adtest.Main(m) }

func connect(t testing.TB, dc *adtest.DC) *directory.Conn {
	t.Helper()
	c, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile,
		User: dc.AdminUser + "@" + dc.Realm, Password: []byte(dc.AdminPassword)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// A person names an account in many ways; all of them mean the same object,
// and a bare name means the computer before the user.
func TestResolveEveryNameOfAnAccount(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	name := adtest.Name("both")
	computer := dc.AddComputer(name, "x")
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	a, err := lookup.Resolve(t.Context(), dir, user.Name)
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		strings.TrimSuffix(computer.Name, "$"): computer.DN, computer.Name: computer.DN, computer.Host: computer.DN,
		user.Name: user.DN, dc.Domain + `\` + user.Name: user.DN, strings.ToLower(dc.Realm) + `\` + user.Name: user.DN,
		user.Name + "@" + dc.Realm: user.DN, strings.ToLower(user.DN): user.DN, a.SID: user.DN, a.GUID: user.DN, "{" + a.GUID + "}": user.DN,
	} {
		got, err := lookup.Resolve(t.Context(), dir, given)
		if err != nil || !strings.EqualFold(got.DN, want) {
			t.Errorf("%s is %s, %v; want %s", given, got.DN, err, want)
		}
	}
	for given, kind := range map[string]ad.ProblemKind{
		user.Name + "x": ad.ProblemNotFound, `NOWHERE\` + user.Name: ad.ProblemNotFound, "http/web": ad.ProblemUsage, "": ad.ProblemUsage,
		"S-1-5-21-1-2-3-4": ad.ProblemNotFound, "CN=nobody," + dc.BaseDN: ad.ProblemNotFound, "*": ad.ProblemNotFound,
	} {
		_, err := lookup.Resolve(t.Context(), dir, given)
		var p *ad.Problem
		if !errors.As(err, &p) || p.Kind != kind {
			t.Errorf("%q: %v", given, err)
		}
	}
	_, err = lookup.Resolve(t.Context(), dir, user.Name+"x")
	if !strings.Contains(err.Error(), user.Name) {
		t.Errorf("a near miss proposes nothing: %v", err)
	}
	if a.PasswordSet.IsZero() || a.Disabled() || a.Kind() != "user" || a.KVNO == 0 {
		t.Errorf("decoded as %+v", a)
	}
	if may, known := a.MayWrite("servicePrincipalName"); !may || !known {
		t.Errorf("an administrator may write SPNs: %v, known %v", may, known)
	}
}

func TestOwnersExactAndByAlias(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	web := dc.AddComputer(adtest.Name("web"), "x")
	svc := dc.AddUser(adtest.Name("svc"), "y")
	spn := "http/" + svc.Name + ".corp.test"
	dc.AddSPN(svc.DN, spn)
	exact, err := lookup.OwnersWithAlias(t.Context(), dir, strings.ToUpper(spn))
	if err != nil || len(exact.Owners) != 1 || exact.Owners[0].DN != svc.DN || exact.CoveredByHost() || !exact.Coverage.Forest {
		t.Errorf("exact: %+v, %v", exact, err)
	}
	if exact.Owners[0].PasswordSet.IsZero() {
		t.Error("the owner came without what only the domain knows")
	}
	alias, err := lookup.OwnersWithAlias(t.Context(), dir, "cifs/"+web.Host)
	if err != nil || !alias.CoveredByHost() || alias.AliasHeld[0].DN != web.DN || !strings.EqualFold(alias.AliasOf, "host/"+web.Host) || alias.Aliases.Default {
		t.Errorf("alias: %+v, %v", alias, err)
	}
	none, err := lookup.OwnersWithAlias(t.Context(), dir, "exchangeMDB/"+web.Host)
	if err != nil || len(none.Owners)+len(none.AliasHeld) != 0 {
		t.Errorf("no alias: %+v, %v", none, err)
	}
	found, _, err := lookup.QuerySPN(t.Context(), dir, "*/"+svc.Name+".*", true)
	if err != nil || len(found) != 1 || !slices.Contains(found[0].SPNs, spn) {
		t.Errorf("pattern: %+v, %v", found, err)
	}
}

func TestDuplicatesThatTheServerLetThrough(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	one, two := dc.AddUser(adtest.Name("dup"), "x"), dc.AddUser(adtest.Name("dup"), "y")
	spn := "http/" + one.Name + ".corp.test"
	dc.AddSPN(one.DN, spn)
	dc.PlantSPN(two.DN, strings.ToUpper(spn))
	three, four := dc.AddUser(adtest.Name("look"), "x"), dc.AddUser(adtest.Name("look"), "y")
	dc.AddSPN(three.DN, "http/"+three.Name)
	dc.PlantSPN(four.DN, "http/\u200b"+three.Name)
	for _, forest := range []bool{false, true} {
		report, err := lookup.Duplicates(t.Context(), dir, forest, nil)
		if err != nil || report.Coverage.Forest != forest {
			t.Fatalf("%+v, %v", report.Coverage, err)
		}
		var exact, alike bool
		for _, d := range report.Duplicates {
			var dns []string
			for _, h := range d.Holders {
				dns = append(dns, h.Account.DN)
			}
			exact = exact || strings.EqualFold(d.SPN, spn) && slices.Contains(dns, one.DN) && slices.Contains(dns, two.DN) && !d.LookAlike
			alike = alike || d.LookAlike && slices.Contains(dns, three.DN) && slices.Contains(dns, four.DN)
		}
		if !exact || !alike || len(report.Duplicates) != 2 || len(report.Suspicious) != 1 {
			t.Errorf("forest %v: exact %v, look-alike %v in %+v", forest, exact, alike, report.Duplicates)
		}
	}
}

func TestObjectBrowser(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	web := dc.AddComputer(adtest.Name("web"), "x")
	roots, _, err := lookup.Children(t.Context(), dir, "", false)
	if err != nil || len(roots) != 6 || !strings.EqualFold(roots[0].DN, dc.BaseDN) || roots[5].DN != lookup.RootDSEName {
		t.Errorf("roots %+v, %v", roots, err)
	}
	_, parent, _ := strings.Cut(web.DN, ",")
	below, _, err := lookup.Children(t.Context(), dir, parent, false)
	if err != nil || !slices.ContainsFunc(below, func(c lookup.Child) bool { return c.DN == web.DN && c.Class == "computer" }) {
		t.Errorf("children %+v, %v", below, err)
	}
	o, err := lookup.ReadObject(t.Context(), dir, web.DN, true)
	if err != nil || !o.RightsKnown {
		t.Fatalf("object: %v", err)
	}
	kinds := map[string]string{}
	unset := 0
	for _, a := range o.Attributes {
		if len(a.Values) == 0 {
			unset++
			continue
		}
		kinds[a.Name] = a.Values[0].Kind
	}
	for name, kind := range map[string]string{"objectSid": lookup.KindSID, "objectGUID": lookup.KindGUID, "userAccountControl": lookup.KindFlags,
		"pwdLastSet": lookup.KindTime, "whenCreated": lookup.KindTime, "nTSecurityDescriptor": lookup.KindDescriptor, "distinguishedName": lookup.KindDN} {
		if kinds[name] != kind {
			t.Errorf("%s is shown as %q, want %q", name, kinds[name], kind)
		}
	}
	if unset < 50 {
		t.Errorf("only %d attributes that could be set", unset)
	}
}

func TestDelegatorsOfEveryKind(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	front, back, open := dc.AddComputer(adtest.Name("front"), "x"), dc.AddComputer(adtest.Name("back"), "x"), dc.AddUser(adtest.Name("open"), "x")
	dc.Delegate(front.DN, true, "http/"+back.Host)
	dc.SetAttr(open.DN, "userAccountControl", "524800")
	shy := dc.AddUser(adtest.Name("shy"), "x")
	dc.SetAttr(shy.DN, "userAccountControl", "1049088")
	dc.Tool("delegation", "add-principal", back.Name, front.Name)
	found, sensitive, _, err := lookup.Delegators(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]ad.Account{}
	for _, a := range found {
		by[a.DN] = a
	}
	if _, delegates := by[shy.DN]; delegates || !slices.ContainsFunc(sensitive, func(a ad.Account) bool { return a.DN == shy.DN }) {
		t.Errorf("marked as sensitive: %v among those that delegate, %d sensitive", delegates, len(sensitive))
	}
	if f := by[front.DN]; !f.UAC.Has(ad.UACTrustedToAuth) || !slices.Contains(f.DelegatesTo, "http/"+back.Host) {
		t.Errorf("front end %+v", f)
	}
	if !by[open.DN].UAC.Has(ad.UACTrustedDelegation) {
		t.Errorf("unconstrained %+v", by[open.DN])
	}
	if b := by[back.DN]; len(b.ActOnBehalf) != 1 || b.ActOnBehalf[0] != by[front.DN].SID {
		t.Errorf("resource-based: %v, want %s", b.ActOnBehalf, by[front.DN].SID)
	}
}

// What a domain controller's own tools granted is what is predicted: the validated write
// to SPNs for a group, the right to change permissions, nothing.
func TestRightsThatSambaGranted(t *testing.T) {
	dc := adtest.Samba(t)
	target := dc.AddComputer(adtest.Name("target"), "x")
	admin := connect(t, dc)
	group := adtest.Name("delegates")
	dc.Tool("group", "add", group)
	grant := func(name, sddl string) {
		t.Helper()
		a, err := lookup.Resolve(t.Context(), admin, name)
		if err != nil {
			t.Fatal(err)
		}
		dc.Tool("dsacl", "set", "--objectdn="+target.DN, "--sddl="+strings.ReplaceAll(sddl, "WHO", a.SID))
	}
	const description = "(OA;;WP;bf967950-0de6-11d0-a285-00aa003049e2;;WHO)"
	validated, grantor, other, none := dc.AddUser(adtest.Name("valid"), "wonder-1"), dc.AddUser(adtest.Name("grant"), "wonder-1"), dc.AddUser(adtest.Name("other"), "wonder-1"), dc.AddUser(adtest.Name("none"), "wonder-1")
	dc.Tool("group", "addmembers", group, validated.Name)
	grant(group, "(OA;;SW;f3a64788-5306-11d1-a9c5-0000f80367c1;;WHO)")
	grant(validated.Name, description)
	grant(other.Name, description)
	grant(grantor.Name, "(A;;WD;;;WHO)"+description)
	type rights struct{ may, known, grant bool }
	for _, c := range []struct {
		user adtest.Account
		want rights
	}{{validated, rights{false, false, false}}, {grantor, rights{false, true, true}}, {other, rights{false, true, false}}, {none, rights{false, false, false}}} {
		dir, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: c.user.Name + "@" + dc.Realm, Password: []byte(c.user.Password)})
		if err != nil {
			t.Fatal(err)
		}
		defer dir.Close()
		a, err := lookup.Resolve(t.Context(), dir, target.Name)
		if err != nil {
			t.Fatal(err)
		}
		may, known := a.MayWrite("servicePrincipalName")
		if got := (rights{may, known, a.MayGrant}); got != c.want {
			t.Errorf("%s: %+v, want %+v (writable %q, validated %v)", c.user.Name, got, c.want, a.Writable, a.ValidatedSPN)
		}
		if c.user == validated && !a.ValidatedSPN {
			t.Error("the validated write was not seen")
		}
	}
}
