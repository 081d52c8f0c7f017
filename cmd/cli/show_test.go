package cli

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
)

func TestLDIFIsSafeToImport(t *testing.T) {
	got := lookup.LDIF(ad.Entry{DN: "CN=Jürgen,DC=corp,DC=test", Attributes: []ad.Attribute{
		{Name: "cn", Values: []ad.Value{ad.Value("x"), ad.Value(" y"), ad.Value("a\nb: c")}}, {Name: "bad\nname", Values: []ad.Value{ad.Value("x")}}}})
	if want := "dn:: Q049SsO8cmdlbixEQz1jb3JwLERDPXRlc3Q=\ncn: x\ncn:: IHk=\ncn:: YQpiOiBj\n\n"; got != want {
		t.Errorf("%q", got)
	}
}

func TestObjectsAreComparedByValue(t *testing.T) {
	object := func(values ...string) lookup.Object {
		e := ad.Entry{DN: "CN=a", Attributes: []ad.Attribute{{Name: "cn", Values: []ad.Value{ad.Value("a")}}}}
		var list []ad.Value
		for _, v := range values {
			list = append(list, ad.Value(v))
		}
		e.Attributes = append(e.Attributes, ad.Attribute{Name: "servicePrincipalName", Values: list})
		return lookup.Decoded(e)
	}
	if d := lookup.Compare(object("x/1", "x/2"), object("x/2", "x/1"), nil); len(d) != 0 {
		t.Errorf("another order: %v", d)
	}
	d := lookup.Compare(object("x/1", "x/2"), object("x/2", "x/3"), nil)
	if len(d) != 1 || d[0].Left[0] != "x/1" || d[0].Right[0] != "x/3" {
		t.Errorf("%v", d)
	}
}

// What ADSI Edit shows of a directory is here, too: every partition,
// constructed attributes, permissions in words.
func TestShowSeesTheWholeDirectory(t *testing.T) {
	if testing.Short() {
		t.Skip("runs Samba")
	}
	dc := adtest.Samba(t)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	show := func(args ...string) string {
		t.Helper()
		code, out, errs := command(t, append(append([]string{"show"}, args...), on(dc, alice)...)...)
		if code != app.ExitOK {
			t.Fatalf("%v: exit %d: %s", args, code, errs)
		}
		return out
	}
	for _, c := range []struct{ want, args string }{
		{"S-1-5-21-", alice.Name + " --attr tokenGroups"},
		{"allow Domain Admins: ", alice.Name + " --attr nTSecurityDescriptor"},
		{"DC=DomainDnsZones,", "rootDSE"},
		{"DC=ForestDnsZones,", "--filter (objectClass=dnsNode) --count"},
		{"nCName", "--filter (objectClass=crossRef) --attr nCName"},
		{"A " + dc.Addr, "--filter (&(objectClass=dnsNode)(dc=" + dc.Name + ")) --attr dnsRecord"},
	} {
		if out := show(strings.Fields(c.args)...); !strings.Contains(out, c.want) {
			t.Errorf("%s: %q is missing in %.1500s", c.args, c.want, out)
		}
	}
	if out := show(alice.Name, "--raw", "--attr", "nTSecurityDescriptor"); strings.Contains(out, "D:") || !strings.Contains(out, ":: ") {
		t.Errorf("raw: %.300s", out)
	}
}
