package exchange_test

import (
	"slices"
	"testing"

	"adwalk/ad/directory"
	"adwalk/ad/lab"
	"adwalk/ad/lookup/exchange"
)

// The lab's organisation is laid out as Exchange 2010 lays it out.
func TestLabOrganisation(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Host: "127.0.23.4"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	who := l.Accounts()[0]
	dir, err := directory.Dial(t.Context(), directory.Options{Server: l.LDAPSURL(), CAFile: l.CAFile(), User: who.Name + "@" + l.Realm(), Password: []byte(who.Password)})
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	o, err := exchange.Discover(t.Context(), dir)
	if err != nil || len(o.Problems) != 0 || len(o.Arrays) != 1 || o.Arrays[0].FQDN != "outlook.contoso.lab" {
		t.Fatalf("%+v, %v", o, err)
	}
	var members []string
	for _, m := range o.Members(o.Arrays[0]) {
		members = append(members, m.FQDN)
	}
	slices.Sort(members)
	if !slices.Equal(members, []string{"cas1.contoso.lab", "cas2.contoso.lab"}) {
		t.Errorf("members %q", members)
	}
	var hosts []string
	for _, w := range o.WebSites {
		if w.Kind == "" || w.Server == "" || w.DN == "" {
			t.Errorf("web site %+v", w)
		}
		if w.Kind != "PowerShell" { // reached by a server's own name
			hosts = append(hosts, w.Internal)
		}
	}
	for _, a := range o.Autodiscover {
		hosts = append(hosts, a.Value)
	}
	slices.Sort(hosts)
	if hosts = slices.Compact(hosts); !slices.Equal(hosts, []string{"autodiscover.contoso.lab", "mail.contoso.lab", "mail16.contoso.lab"}) {
		t.Errorf("web hosts %q", hosts)
	}
}
