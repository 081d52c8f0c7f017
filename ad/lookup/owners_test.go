package lookup

import (
	"context"
	"testing"

	"adwalk/ad"
)

// domains answers for the domain itself or, as a global catalogue, for all.
type domains struct{ own, all []string }

func (d domains) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Domain: "DC=contoso,DC=lab"}, nil
}

func (d domains) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	list, cov := d.own, ad.Coverage{Source: ad.Source{Kind: "ldap"}}
	if q.Forest {
		list, cov = d.all, ad.Coverage{Source: ad.Source{Kind: "gc"}, Forest: true}
	}
	for _, dn := range list {
		if err := yield(ad.Entry{DN: dn}); err != nil {
			return cov, err
		}
	}
	return cov, nil
}

// A catalogue that lags does not bring back what the domain no longer has, and
// an owner in a child domain is an owner.
func TestOwnersOfAForest(t *testing.T) {
	d := domains{own: []string{"CN=web,DC=contoso,DC=lab"},
		all: []string{"CN=WEB,DC=contoso,DC=lab", "CN=gone,DC=contoso,DC=lab", "CN=web,DC=eu,DC=contoso,DC=lab", "CN=web,DC=fabrikam,DC=lab"}}
	owners, cov, err := Owners(t.Context(), d, "http/web")
	if err != nil || !cov.Forest || len(owners) != 3 {
		t.Fatalf("%+v, %v", owners, err)
	}
	for i, dn := range []string{"CN=web,DC=contoso,DC=lab", "CN=web,DC=eu,DC=contoso,DC=lab", "CN=web,DC=fabrikam,DC=lab"} {
		if owners[i].DN != dn {
			t.Errorf("owner %d is %s", i, owners[i].DN)
		}
	}
}
