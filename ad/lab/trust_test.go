package lab

import (
	"context"
	"net"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

func TestReferralToTheOtherForest(t *testing.T) {
	l := start(t, Options{Trust: true})
	c := newClient(t, l)
	c.kinit(l, "alice")
	out, ok := c.run("", "kvno", "-S", "http", forest.PartnerHost)
	if !ok {
		t.Fatalf("no ticket across the trust: %s", out)
	}
	list := c.ok("", "klist")
	if want := "Ticket server: http/app9.fabrikam.lab@FABRIKAM.LAB"; !strings.Contains(list, want) {
		t.Errorf("no %s in\n%s", want, list)
	}
	if out, ok := c.run("", "kvno", "-S", "http", "nobody.fabrikam.lab"); ok {
		t.Errorf("a name that nobody has over there was issued: %s", out)
	}
}

func TestASecondControllerCanLag(t *testing.T) {
	l := start(t, Options{Faults: []string{"replica-lags"}})
	c := newClient(t, l)
	c.kinit(l, "alice")
	spn := "exchangeMDB/outlook.contoso.lab"
	if out := c.ok("", "ldapsearch", "-LLL", "-x", "-H", l.LDAPSURL(), "-D", "alice@contoso.lab", "-y", c.word(l, "alice"), "-b", "DC=contoso,DC=lab", "(servicePrincipalName="+spn+")", "cn"); !strings.Contains(out, "CASARRAY-ASA") {
		t.Error("the first controller lacks the name")
	}
	if out := c.ok("", "ldapsearch", "-LLL", "-x", "-H", l.SecondLDAPSURL(), "-D", "alice@contoso.lab", "-y", c.word(l, "alice"), "-b", "DC=contoso,DC=lab", "(servicePrincipalName="+spn+")", "cn"); strings.Contains(out, "CASARRAY-ASA") {
		t.Error("the second controller has the name already")
	}
}

func TestControllersFollowEachOther(t *testing.T) {
	l := start(t, Options{SecondDC: true})
	l.Forest.AddSPN("FS1$", "http/new.contoso.lab")
	if len(l.Forest.Replica.Owners("http/new.contoso.lab")) != 1 {
		t.Error("the second controller did not hear of a new name")
	}
}

func TestDNSFindsControllersAndNames(t *testing.T) {
	l := start(t, Options{SecondDC: true, Faults: []string{"dns-cname-mail-fqdn"}})
	r := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, l.DNSAddr())
	}}
	ctx := context.Background()
	_, srv, err := r.LookupSRV(ctx, "ldap", "tcp", "dc._msdcs.contoso.lab")
	if err != nil || len(srv) != 2 {
		t.Fatalf("%v %v", srv, err)
	}
	hosts, err := r.LookupHost(ctx, forest.ArrayFQDN)
	if err != nil || len(hosts) != 2 {
		t.Errorf("the array's addresses: %v %v", hosts, err)
	}
	if name, err := r.LookupCNAME(ctx, forest.MailHost); err != nil || name != "cas1.contoso.lab." {
		t.Errorf("the alias leads to %q %v", name, err)
	}
	if _, err := r.LookupHost(ctx, "nobody.contoso.lab"); err == nil {
		t.Error("a name that does not exist resolves")
	}
}

func TestS4U(t *testing.T) {
	l := start(t, Options{Faults: []string{"kcd-user-sensitive"}})
	c := newClient(t, l)
	f := l.Forest
	f.SetPassword("FE1$", "front end word", 0)
	kt := c.keytab(l, "FE1$", "front end word", 4)
	c.ok("", "kinit", "-f", "-k", "-t", kt, "FE1$@CONTOSO.LAB")
	cases := []struct {
		user, target string
		ok           bool
		status       uint32
	}{
		{"alice", "HTTP/be1.contoso.lab", true, 0},
		{"alice", "HTTP/fs1.contoso.lab", false, 0xC0000272},
		{"bob", "HTTP/be1.contoso.lab", false, 0xC0000272},
	}
	for _, tc := range cases {
		out, ok := c.run("", "kvno", "-U", tc.user, "-P", "-k", kt, tc.target)
		if ok != tc.ok {
			t.Errorf("%s to %s: %s", tc.user, tc.target, out)
		}
	}
	events := l.KDCEvents()
	if last := events[len(events)-1]; last.Code != 0 && last.Code != ad.ErrBadOption {
		t.Errorf("the last refusal is %v", last)
	}
}
