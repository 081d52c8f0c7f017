package adtest

import (
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// The harness is worth something only if it gives what Windows would: the same
// codes, key versions and encryption types, seen by MIT's programs.
func TestTicketsOfADomain(t *testing.T) {
	dc := Samba(t)
	user := dc.AddUser(Name("alice"), "wonder-1")
	web := dc.AddComputer(Name("web"), "machine-1")
	never := dc.AddComputer(Name("never"), "")
	service := dc.AddUser(Name("svc"), "service-1")
	dc.AddSPN(service.DN, "http/"+service.Name)
	one, two := dc.AddUser(Name("dup"), "x1"), dc.AddUser(Name("dup"), "x2")
	dc.AddSPN(one.DN, "http/"+one.Name)
	dc.PlantSPN(two.DN, "http/"+one.Name)

	cache := dc.Kinit(user.Name, user.Password)
	got := dc.Kvno(cache, "host/"+web.Host, "http/"+web.Host, "http/"+service.Name, "http/"+one.Name, "host/"+never.Host, "http/nobody", "ldap/"+dc.Host)
	for i, want := range []Ticket{
		{KVNO: 1, EType: "aes256-cts-hmac-sha1-96"},
		{KVNO: 1, EType: "aes256-cts-hmac-sha1-96"},
		{KVNO: 1, EType: "arcfour-hmac"},
		{Code: 7},
		{Code: 14},
		{Code: 7},
		{KVNO: 1, EType: "aes256-cts-hmac-sha1-96"},
	} {
		g := got[i]
		if g.KVNO != want.KVNO || g.EType != want.EType || g.Code != want.Code {
			t.Errorf("%s: kvno %d, etype %q, code %d (%s); want %d, %q, %d", g.SPN, g.KVNO, g.EType, g.Code, g.Text, want.KVNO, want.EType, want.Code)
		}
	}
	dc.SetPassword(service, "service-2")
	if got := dc.Kvno(cache, "http/"+service.Name)[0]; got.KVNO != 2 {
		t.Errorf("after a new password the key version is %d, want 2", got.KVNO)
	}
	keytab := dc.Run("klist", "-k", dc.ExportKeytab(service.Name)).Stdout
	if !strings.Contains(keytab, service.Name) {
		t.Errorf("the exported keytab lists\n%s", keytab)
	}
}

func TestDirectoryAndNames(t *testing.T) {
	dc := Samba(t)
	web := dc.AddComputer(Name("web"), "machine-1")
	found := dc.Ldapsearch("-b", dc.BaseDN, "(servicePrincipalName=HOST/"+web.Host+")", "dn")
	if !strings.Contains(found, web.DN) {
		t.Errorf("ldapsearch over verified LDAPS found %q", found)
	}
	dc.AddDNS(web.Name[:len(web.Name)-1], "127.0.24.250", "127.0.24.251")
	resolver := dc.Resolver()
	addrs, err := resolver.LookupHost(t.Context(), web.Host)
	slices.Sort(addrs)
	if err != nil || !slices.Equal(addrs, []string{"127.0.24.250", "127.0.24.251"}) {
		t.Errorf("the domain's DNS says %v, %v", addrs, err)
	}
	if addrs, err := resolver.LookupHost(t.Context(), dc.Host); err != nil || !slices.Equal(addrs, []string{dc.Addr}) {
		t.Errorf("the domain's DNS says %s is %v, %v; want %s", dc.Host, addrs, err, dc.Addr)
	}
	if got := dc.Run("getent", "hosts", dc.Host).Stdout; !strings.HasPrefix(got, dc.Addr) {
		t.Errorf("a program of the domain sees %s as %q", dc.Host, got)
	}
}

// A ticket alone is enough for a sealed search on the plain port.
func TestSealedSearchWithATicket(t *testing.T) {
	dc := Samba(t)
	user := dc.AddUser(Name("alice"), "wonder-1")
	cache := dc.Kinit(user.Name, user.Password)
	out := dc.RunWith("", []string{"KRB5CCNAME=FILE:" + cache}, "ldapsearch", "-LLL", "-Q", "-Y", "GSSAPI", "-O", "minssf=56",
		"-H", "ldap://"+dc.Host, "-b", dc.BaseDN, "-s", "base", "dn")
	if out.Code != 0 || !strings.Contains(out.Stdout, dc.BaseDN) {
		t.Errorf("status %d: %s%s", out.Code, out.Stdout, out.Stderr)
	}
}
