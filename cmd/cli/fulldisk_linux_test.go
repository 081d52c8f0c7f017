package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// On a full disk nothing half written is left under the name that was asked for, what was
// there before stays, and nothing is sent without a journal.
func TestAFullDisk(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("starts programs")
	}
	adtest.NeedRoot(t)
	bin := adtest.Program(t)
	disk := filepath.Join(t.TempDir(), "disk")
	must(t, os.Mkdir(disk, 0o700))
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=16k"); err != nil {
		t.Skipf("no file system of its own can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(disk, 0) })
	earlier := filepath.Join(disk, "earlier")
	must(t, os.WriteFile(earlier, []byte("precious\n"), 0o600))
	must(t, os.WriteFile(filepath.Join(disk, "fill"), make([]byte, 8<<10), 0o600))
	state := t.TempDir()
	for _, c := range []struct {
		args []string
		env  string
		code int
	}{
		{[]string{"walk", "cas-array", "--save-facts", "NEW"}, "", app.ExitUsage},
		{[]string{"walk", "cas-array", "--save-facts", earlier}, "", app.ExitUsage},
		{[]string{"report", "cas-array", "--output", "NEW.html"}, "", app.ExitUsage},
		{[]string{"plan", "cas-array", "--scenario", "cas-array", "--output", "NEW"}, "", app.ExitUsage},
		{[]string{"setspn", "-S", "http/full.contoso.lab", "CAS1$", "--yes"}, "XDG_STATE_HOME=" + disk, app.ExitRefused},
	} {
		args := append([]string{}, c.args...)
		for i := range args {
			args[i] = strings.Replace(args[i], "NEW", filepath.Join(disk, "new"), 1)
		}
		cmd := exec.Command(bin, append(args, "--lab")...)
		cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+state, "KRB5_CONFIG=/dev/null", "KRB5CCNAME="+state+"/none", c.env)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), "no space left") {
			t.Errorf("%q: exit %d: %s", c.args, code, out)
		}
		if left, _ := filepath.Glob(disk + "/*new*"); len(left) > 0 {
			t.Errorf("%q left %s", c.args, left)
		}
		if left, _ := filepath.Glob(disk + "/.adwalk*"); len(left) > 0 {
			t.Errorf("%q left %s", c.args, left)
		}
		if b, err := os.ReadFile(earlier); err != nil || string(b) != "precious\n" {
			t.Errorf("%q: the earlier facts are %.40q, %v", c.args, b, err)
		}
	}
}
