package facts

import (
	"testing"
	"time"
)

// FuzzTyped reads versions and distances from UTC.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"6.5.7653.23 (x)", "UTC+5:30", "-14:59", "1.-2", "+-3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := ParseVersion(s); ok {
			for _, n := range v {
				if n < 0 || n > 1<<20 {
					t.Errorf("%q: %v", s, v)
				}
			}
		}
		if d, err := ParseOffset(s); err == nil && (d < -15*time.Hour || d > 15*time.Hour) {
			t.Errorf("%q: %s", s, d)
		}
	})
}
