package klist

import (
	"testing"
	"time"
)

// A locale's formats lead to the layout that MIT's library chooses.
func TestTimeLayouts(t *testing.T) {
	for _, c := range []struct{ both, date, clock, want string }{
		{"%a %b %e %H:%M:%S %Y", "%m/%d/%y", "%H:%M:%S", "11/28/26 20:24:59"},
		{"%a %d %b %Y %r %Z", "%m/%d/%Y", "%r", "11/28/2026 20:24:59"},
		{"%a %d %b %Y %T %Z", "%d.%m.%Y", "%T", "28.11.2026 20:24:59"},
		{"%Y-%m-%d %T", "%Y-%m-%d", "%T", "2026-11-28 20:24:59"},
		{"%q", "%q", "%q", "2026-11-28T20:24:59"},
	} {
		l := chooseLayout(c.both, c.date, c.clock)
		if got, _ := l.strftime(time.Date(2026, 11, 28, 20, 24, 59, 0, time.UTC)); got != c.want || l.width != len(c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func FuzzParseCatalogue(f *testing.F) {
	f.Add([]byte("\xde\x12\x04\x95\x00\x00\x00\x00\x01\x00\x00\x00\x1c\x00\x00\x00\x24\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, b []byte) { parseCatalogue(b) })
}
