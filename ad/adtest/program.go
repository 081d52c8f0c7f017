package adtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Program builds the program as it is released, without cgo and the race detector,
// for the system of the machine, and returns its path.
func Program(t testing.TB) string { return ProgramFor(t, "", "build", "adwalk/cmd/adwalk") }

// ProgramFor builds for an operating system, of GOOS's names, what the arguments of
// the go command say, and returns the path of the program. The system of the machine
// is "".
func ProgramFor(t testing.TB, system string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), filepath.Base(args[len(args)-1]))
	if system == "windows" {
		out += ".exe"
	}
	cmd := exec.Command("go", append([]string{args[0], "-o", out}, args[1:]...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system, "GOARCH=amd64")
	}
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return out
}
