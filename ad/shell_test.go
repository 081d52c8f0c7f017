package ad

import (
	"os/exec"
	"testing"
)

// A command that is copied from the log runs nothing else, whatever a login or
// an SPN is called.
func TestShellQuote(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("sh is missing here")
	}
	for _, s := range []string{"alice@CORP.TEST", "a;exec /bin/bash", "it's", "$(id)", "`id`", "a\nb", "", "-n x", "*", `CORP\alice`} {
		out, err := exec.Command(sh, "-c", "printf %s "+ShellQuote(s)).Output()
		if err != nil || string(out) != s {
			t.Errorf("%q became %q: %v", s, out, err)
		}
	}
}
