package cli

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// TestNoCoreIsLeft makes a program that holds the password die in every way that would
// leave a core, with no limit on cores: there is none. A process without the protection
// dies beside it, to show that this machine makes cores at all. Another process of the
// same user sees neither its memory nor its environment.
func TestNoCoreIsLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("runs programs")
	}
	f := newLabForest(t, "healthy", "operator")
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	dumped := func(cmd *exec.Cmd, sig syscall.Signal) bool {
		_ = cmd.Process.Signal(sig)
		_ = cmd.Wait()
		status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
		return ok && status.CoreDump()
	}
	unlimited := func(cmd *exec.Cmd) *exec.Cmd {
		args := append([]string{"sh", "-c", `ulimit -c unlimited 2>/dev/null; exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
		cmd.Path, cmd.Args = "/bin/sh", args
		cmd.Dir = t.TempDir()
		return cmd
	}
	control := unlimited(exec.Command("/bin/sleep", "60"))
	if err := control.Start(); err != nil {
		t.Fatal(err)
	}
	for { // until the shell has become the program
		if name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", control.Process.Pid)); err != nil || strings.HasPrefix(string(name), "sleep") {
			break
		}
	}
	makes := dumped(control, syscall.SIGABRT)
	for _, sig := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGSYS} {
		waiting := make(chan bool, 1)
		proxy.Set(func(op string, n int) adtest.LDAPFault {
			if op == "search" && n == 3 {
				select {
				case waiting <- true:
				default:
				}
			}
			return adtest.LDAPFault{Silent: op == "search" && n >= 3}
		})
		cmd := unlimited(child(t, append([]string{"check", "--timeout", "60s"}, through...)...))
		cmd.Env = append(cmd.Env, "GOTRACEBACK=crash")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-waiting:
		case <-time.After(time.Minute):
			t.Fatal("the program never asked")
		}
		if os.Geteuid() == 0 { // without root's powers, and with the same user id
			for _, name := range []string{"environ", "mem", "maps", "auxv"} {
				look := exec.Command("setpriv", "--bounding-set=-all", "--inh-caps=-all", "head", "-c1", fmt.Sprintf("/proc/%d/%s", cmd.Process.Pid, name))
				if out, err := look.CombinedOutput(); err == nil {
					t.Errorf("another process of the same user reads %s: %d bytes", name, len(out))
				} else if !strings.Contains(string(out), "ermission denied") && !strings.Contains(err.Error(), "executable file not found") {
					t.Logf("%s: %v: %s", name, err, out)
				}
			}
		}
		if dumped(cmd, sig) {
			t.Errorf("%v left a core", sig)
		}
		if left, _ := os.ReadDir(cmd.Dir); len(left) > 0 {
			t.Errorf("%v: the program left %v", sig, left)
		}
	}
	t.Logf("7 signals, no core; a program without the protection leaves one here: %v", makes)
}
