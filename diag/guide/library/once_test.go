package library_test

import (
	"slices"
	"testing"

	"adwalk/ad"
)

// An account that a walk asks for by the name that was typed and by its DN is one
// account: what is wrong with it is told once.
func TestAnAccountWithTwoNamesIsToldOnce(t *testing.T) {
	for _, typed := range []string{"FE1$", `CONTOSO\FE1$`, "fe1$"} {
		f := exchange2003()
		fe := f.find("FE1")
		fe.SPNs = append(fe.SPNs, "host/fe1.contoso.lab")
		fe.UAC |= ad.UACDisabled
		_, got := f.walk(t, "remote-shell", map[string]string{"service": "ssh://fe1.contoso.lab", "account": typed, "second-hop": "HTTP/be1.contoso.lab"})
		if len(got) != 1 || !slices.Contains([]string{"account-disabled FE1$", "account-disabled " + typed}, got[0]) {
			t.Errorf("typed as %s: %q", typed, got)
		}
	}
}
