package adtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Need says which programs a test cannot do without. Where one is missing the
// test is skipped with a line that names it, and failed when CI=true: a server
// of checks that skips them proves nothing. Under go test -short every test that
// needs a foreign program is skipped.
func Need(t testing.TB, programs ...string) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: starts " + strings.Join(programs, ", "))
	}
	var missing []string
	for _, p := range programs {
		if _, err := lookup(p); err != nil {
			missing = append(missing, p)
		}
	}
	if len(missing) > 0 {
		unavailable(t, "needs "+strings.Join(missing, ", ")+", which is not installed here")
	}
}

// NeedRoot is Need for tests that open privileged ports.
func NeedRoot(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: needs root")
	}
	if os.Geteuid() != 0 {
		unavailable(t, "needs root: the servers listen on ports 53, 88 and 389 of a loopback address")
	}
}

func unavailable(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// lookup finds a program also where an operator's PATH does not look.
func lookup(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err == nil {
		return path, nil
	}
	for _, dir := range []string{"/usr/sbin/", "/sbin/"} {
		if p, e := exec.LookPath(dir + program); e == nil {
			return p, nil
		}
	}
	return "", err
}
