package directory_test

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lab"
)

func lend(t *testing.T, o lab.Options) (*lab.Lab, directory.Options) {
	t.Helper()
	o.Host = "127.0.23.3"
	l, err := lab.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	who := l.Accounts()[0]
	return l, directory.Options{Server: l.LDAPSURL(), GlobalCatalog: l.GCSURL(), CAFile: l.CAFile(), User: who.Name + "@" + l.Realm(), Password: []byte(who.Password)}
}

// The lab answers as a domain controller does; what the reader does with a
// real one it does here.
func TestLabIsReadLikeADomainController(t *testing.T) {
	_, o := lend(t, lab.Options{Scenario: "cas-array"})
	for _, plain := range []bool{false, true} {
		if plain {
			o.PageSize = 3
		}
		c := dial(t, o)
		info, err := c.Info(t.Context())
		if err != nil || info.Realm != "CONTOSO.LAB" || info.Protection != "TLS" || info.Configuration == "" || info.Time.IsZero() {
			t.Fatalf("%+v, %v", info, err)
		}
		got, cov, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeSub, Forest: true, Filter: "(servicePrincipalName=*)", Attributes: []string{"servicePrincipalName"}})
		if err != nil || len(got) < 4 || !cov.Forest || cov.Source.Kind != "gc" {
			t.Errorf("%d objects, %+v, %v", len(got), cov, err)
		}
	}
}

// Where nobody checks the certificate the protection says so.
func TestUncheckedCertificateIsNamed(t *testing.T) {
	_, o := lend(t, lab.Options{Scenario: "cas-array"})
	o.InsecureSkipVerify = true
	if info, err := dial(t, o).Info(t.Context()); err != nil || info.Protection != "TLS"+ad.NotVerified {
		t.Errorf("%q, %v", info.Protection, err)
	}
}

func TestLabReplicas(t *testing.T) {
	l, o := lend(t, lab.Options{SecondDC: true})
	o.Controllers = map[string]string{"dc2.contoso.lab": l.SecondLDAPSURL()}
	c := dial(t, o)
	asa, _, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeSub, Filter: "(sAMAccountName=CASARRAY-ASA$)", Attributes: []string{"cn"}})
	if err != nil || len(asa) != 1 {
		t.Fatal(asa, err)
	}
	set, err := c.Replicas(t.Context(), asa[0].DN, "servicePrincipalName")
	if err != nil || len(set.Replicas) != 2 || !set.Agree() {
		t.Fatalf("%+v, %v", set, err)
	}
	hosts := []string{}
	for _, r := range set.Replicas {
		hosts = append(hosts, strings.ToLower(r.Controller.Host))
		if r.Problem != nil || len(r.Values) == 0 || r.Changed == nil || r.Changed.Version == 0 || r.Changed.At.IsZero() {
			t.Errorf("%+v, %v", r, r.Problem)
		}
	}
	if !slices.Equal(hosts, []string{"dc1.contoso.lab", "dc2.contoso.lab"}) {
		t.Errorf("controllers %q", hosts)
	}
}
