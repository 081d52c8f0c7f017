package cli

import (
	"encoding/json"
	"slices"
	"testing"

	"adwalk/ad/adtest"
)

// A walk asks the KDC of each domain controller for the ticket: they agree, or one of
// them has not got a new password yet.
func TestAWalkAsksEachKDC(t *testing.T) {
	if testing.Short() || racing && !full() {
		t.Skip("starts two domain controllers")
	}
	pair := adtest.SambaPair(t)
	dc := pair.DC1
	svc := dc.AddUser(adtest.Name("twin"), "Service-1")
	dc.SetAttr(svc.DN, "msDS-SupportedEncryptionTypes", "24")
	spn := "http/" + svc.Name + ".corp.test"
	dc.AddSPN(svc.DN, spn)
	pair.Publish()
	pair.Replicate(false)
	admin := adtest.Account{Name: dc.AdminUser, Password: dc.AdminPassword}
	walk := func() (said []outcome, asked bool) {
		_, answer, errs := command(t, append([]string{"walk", "service-unreachable", "--json", "--set", "service=" + spn}, on(dc, admin)...)...)
		var a struct {
			Passed []struct{ Code, Subject string }
		}
		if err := json.Unmarshal([]byte(answer), &a); err != nil {
			t.Fatalf("%v: %s", err, errs)
		}
		for _, p := range a.Passed {
			asked = asked || p.Code == "ticket-controllers-differ" && p.Subject == spn
		}
		return heard(answer), asked
	}
	said, asked := walk()
	if slices.ContainsFunc(said, func(o outcome) bool { return o.sort == "F" }) || !asked {
		t.Errorf("both alike: compared %t, said %v", asked, said)
	}
	dc.SetPassword(svc, "Service-2")
	said, asked = walk()
	if asked || !slices.ContainsFunc(said, func(o outcome) bool {
		return o.fits("F ticket-controllers-differ "+spn) || o.fits("F replica-differs")
	}) {
		t.Errorf("a password that only one of them has: passed %t, said %v", asked, said)
	}
}
