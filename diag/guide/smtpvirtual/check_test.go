package smtpvirtual

import (
	"testing"

	"adwalk/ad"
)

func TestAHostIsNoVirtualServer(t *testing.T) {
	err := checkVirtual("vs1.contoso.lab=EX1$")
	if p := ad.AsProblem(err, "", ""); err == nil || p.Do != "write EX1$=vs1.contoso.lab" {
		t.Errorf("%v", err)
	}
}
