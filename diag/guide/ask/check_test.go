package ask

import "testing"

func TestHostsAreNotAccounts(t *testing.T) {
	for _, bad := range []string{"EX1$", "ex1.contoso.lab=EX1$", `CONTOSO\ex1`, "a,b"} {
		if CheckHost(bad) == nil {
			t.Errorf("%q passes for a host", bad)
		}
	}
}
