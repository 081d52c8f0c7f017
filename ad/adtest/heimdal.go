package adtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// HeimdalKlist runs Heimdal's klist, which .ci/test unpacks beside the system: Debian
// installs it only in the place of MIT's. env is added to the process's own. It gives
// what was printed to standard output, and the exit code.
func HeimdalKlist(t testing.TB, env ...string) func(args ...string) (out string, code int) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: runs Heimdal's klist")
	}
	cache, err := os.UserCacheDir()
	program := filepath.Join(cache, "adwalk-tests", "heimdal-clients", "usr", "bin", "heimtools")
	if err == nil {
		_, err = exec.Command(program, "klist", "--version").CombinedOutput()
	}
	if err != nil {
		unavailable(t, "needs Heimdal's klist, which .ci/test fetches: "+err.Error())
	}
	return func(args ...string) (string, int) {
		cmd := exec.Command(program, append([]string{"klist"}, args...)...)
		cmd.Env = append(os.Environ(), env...)
		var errs strings.Builder
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if _, ended := err.(*exec.ExitError); err != nil && !ended {
			t.Fatalf("Heimdal's klist %q: %v %s", args, err, errs.String())
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
}
