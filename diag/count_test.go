package diag

import "testing"

func TestThingsAreCountedInWords(t *testing.T) {
	for want, c := range map[string]struct {
		n    int
		noun string
	}{"1 value": {1, "value"}, "0 values": {0, "value"}, "2 SPNs": {2, "SPN"}, "1 entry": {1, "entry"}, "3 entries": {3, "entry"}, "2 keys": {2, "key"}, "30 days": {30, "day"}, "2 domain controllers": {2, "domain controller"}} {
		if got := Count(c.n, c.noun); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
