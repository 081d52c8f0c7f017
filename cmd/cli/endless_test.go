package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// A directory that never stops sending costs a bounded amount of memory, whatever is
// asked of it, and what was cut short is said. ADWALK_FULL=1 asks in four ways.
func TestEndlessDirectories(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("serves millions of objects, which the race detector makes ten times slower; .ci/diagnosis runs it")
	}
	bin := adtest.Program(t)
	address, ca := adtest.Crowd{Computers: 1 << 22, SPNs: 5}.Serve(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("any\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	commands := []string{"setspn -X -P", "walk duplicates", "setspn -Q TERMSRV/*", "show --filter (servicePrincipalName=*) --base DC=crowd,DC=test --count"}
	if !full() {
		commands = commands[:2] // those that keep the most
	}
	for _, args := range commands {
		cmd := exec.Command(bin, append(strings.Fields(args), "--server", "ldaps://"+address, "--ca-file", ca, "--no-probes", "--realm", "CROWD.TEST", "--user", "alice@CROWD.TEST", "--password-file", password)...)
		cmd.Env = append(os.Environ(), "KRB5_CONFIG=/dev/null")
		var said strings.Builder
		cmd.Stderr = &said
		tail := &lastBytes{}
		cmd.Stdout = tail
		peak := peakMemory(t, cmd)
		fmt.Printf("%-75s exit %d, %3d MB at most\n", args, cmd.ProcessState.ExitCode(), peak)
		if !strings.Contains(said.String()+tail.String(), "cut short") || cmd.ProcessState.ExitCode() != app.ExitUnknown {
			t.Errorf("%s: %s%s", args, said.String(), tail)
		}
		if peak > 220 {
			t.Errorf("%s: %d MB", args, peak)
		}
	}
}

// peakMemory runs a program to its end and returns the most memory that it held, in
// megabytes. The kernel's own account at the end of a process is of no use: it begins
// with what the process that started it held.
func peakMemory(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	peak, look := 0, time.NewTicker(20*time.Millisecond)
	defer look.Stop()
	for {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
		if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok {
			var kb int
			if _, err := fmt.Sscan(rest, &kb); err == nil {
				peak = max(peak, kb>>10)
			}
		}
		select {
		case <-done:
			return peak
		case <-look.C:
		}
	}
}

// lastBytes keeps the end of what is written to it.
type lastBytes struct{ b []byte }

func (l *lastBytes) Write(p []byte) (int, error) {
	l.b = append(l.b, p...)
	if len(l.b) > 8192 {
		l.b = append([]byte{}, l.b[len(l.b)-4096:]...)
	}
	return len(p), nil
}

func (l *lastBytes) String() string { return string(l.b) }
