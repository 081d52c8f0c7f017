//go:build unix

package klist

import (
	"os"
	"path/filepath"
	"testing"
)

// The system's locale program is asked with the name of the locale alone: neither a
// library nor a directory of locales that the environment names reaches it.
func TestTheLocaleIsAskedWithItsNameAlone(t *testing.T) {
	if _, err := os.Stat("/usr/bin/locale"); err != nil {
		t.Skip("no locale program here")
	}
	mark := filepath.Join(t.TempDir(), "said")
	t.Setenv("LC_ALL", "en_US.UTF-8")
	want := loadTimeLayout(t.Context())
	t.Setenv("LD_DEBUG", "libs") // the loader of any program that gets it writes this file
	t.Setenv("LD_DEBUG_OUTPUT", mark)
	if got := loadTimeLayout(t.Context()); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if made, _ := filepath.Glob(mark + "*"); len(made) > 0 {
		t.Errorf("the environment reached it: %s", made)
	}
	for _, name := range []string{"/etc/passwd", "../../x", "a b"} {
		t.Setenv("LC_ALL", name)
		if got := loadTimeLayout(t.Context()); got != plainLayout {
			t.Errorf("%q: %v", name, got)
		}
	}
}
