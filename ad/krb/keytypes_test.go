package krb_test

import (
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// The KDC tells which keys an account has without any proof of who asks.
func TestKeyTypes(t *testing.T) {
	dc := adtest.Samba(t)
	c := login(t, dc, dc.AddUser(adtest.Name("alice"), "wonder-1"))
	web := dc.AddComputer(adtest.Name("web"), "machine-1")
	got, err := c.KeyTypes(t.Context(), web.Name)
	if err != nil || !slices.Contains(got, ad.ETypeAES256) || got[0] != ad.ETypeAES256 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := c.KeyTypes(t.Context(), "nobody-at-all"); err == nil || ad.AsProblem(err, "", "").Kind != ad.ProblemNotFound {
		t.Errorf("nobody: %v, %v", got, err)
	}
}
