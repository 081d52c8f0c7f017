package adtest

import (
	"slices"
	"testing"
)

func TestPairLagsUntilItReplicates(t *testing.T) {
	pair := SambaPair(t)
	user := pair.DC1.AddUser(Name("lag"), "wonder-1")
	spn := "http/" + user.Name
	pair.Replicate(false)
	pair.DC1.AddSPN(user.DN, spn)
	if got := pair.DC2.Attr(user.DN, "servicePrincipalName"); len(got) != 0 {
		t.Fatalf("the second domain controller has %v at once", got)
	}
	cache := pair.DC1.Kinit(user.Name, user.Password)
	if one, two := pair.DC1.Kvno(cache, spn)[0], pair.DC2.Kvno(cache, spn)[0]; one.KVNO == 0 || two.Code != 7 {
		t.Errorf("before replication the KDCs say %+v and %+v", one, two)
	}
	pair.Replicate(false)
	if got := pair.DC2.Attr(user.DN, "servicePrincipalName"); !slices.Equal(got, []string{spn}) {
		t.Errorf("after replication the second domain controller has %v", got)
	}
}
