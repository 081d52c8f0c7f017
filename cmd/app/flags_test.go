package app

import (
	"testing"
	"time"
)

// A KDC's address that can be none is the command line's fault, not the
// network's.
func TestKDCAddressIsChecked(t *testing.T) {
	for kdc, want := range map[string]int{
		"dc1.contoso.com": ExitOK, "dc1:88": ExitOK, "tcp/10.0.0.1": ExitOK, "[::1]:88": ExitOK, "OTHER.EXAMPLE=dc9": ExitOK,
		":": ExitUsage, "dc1:99999": ExitUsage, "http://dc1": ExitUsage, "OTHER.EXAMPLE=": ExitUsage, "": ExitUsage,
	} {
		f := Flags{KDCs: []string{kdc}, Parallel: 4, Timeout: time.Second}
		if got := Code(f.Check("ticket")); got != want {
			t.Errorf("%q: exit code %d, want %d", kdc, got, want)
		}
	}
}
