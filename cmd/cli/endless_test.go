package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// endless are directories that never stop sending, and what is asked of each.
var endless = []struct {
	name     string
	crowd    adtest.Crowd
	commands []string
}{
	{"computers", adtest.Crowd{SPNs: 5}, []string{"setspn -X -P", "walk duplicates", "setspn -Q TERMSRV/*", "check", "show --filter (servicePrincipalName=*) --base DC=crowd,DC=test --count"}},
	{"the same for every question", adtest.Crowd{SPNs: 5, Deaf: true}, []string{"show pc0000001$", "show --filter (cn=x) --base DC=crowd,DC=test", "show --filter (cn=x) --base DC=crowd,DC=test --json", "setspn -L pc0000001$", "setspn -Q http/x.crowd.test --json",
		"delegation show pc0000001$", "enctypes list pc0000001$", "controllers", "names x.crowd.test", "check --json", "walk cas-array", "walk delegation", "setspn -S http/x.crowd.test pc0000001$ --dry-run", "report --output REPORT", "check --save-facts FACTS"}},
	{"every SPN on two accounts", adtest.Crowd{Names: func(i int) []string { return numbered("http/h%d", i/2*20, 20) }}, []string{"setspn -X -P", "walk duplicates", "check"}},
	{"one SPN on every account", adtest.Crowd{Names: func(int) []string { return []string{"http/x"} }}, []string{"setspn -X -P", "walk duplicates"}},
	{"a thousand SPNs each", adtest.Crowd{Names: func(i int) []string { return numbered("http/h%d", i*1000, 1000) }}, []string{"setspn -X -P", "walk duplicates", "show --filter (servicePrincipalName=*) --base DC=crowd,DC=test --count"}},
	{"foreign letters", adtest.Crowd{Names: func(i int) []string { return numbered("http/\u0430%d", i*5, 5) }}, []string{"setspn -X -P", "walk duplicates"}},
	{"empty SPNs", adtest.Crowd{Names: func(int) []string { return make([]string, 50) }}, []string{"setspn -X -P", "walk duplicates"}},
}

func numbered(form string, from, n int) (spns []string) {
	for i := range n {
		spns = append(spns, fmt.Sprintf(form, from+i))
	}
	return spns
}

// maxPeak is what the program may hold when it meets a directory that does not mean
// well, in megabytes, with its own code.
const maxPeak = 100

// A directory that never stops sending costs a bounded amount of memory, whatever it
// sends and whatever is asked of it, and what was cut short is said. ADWALK_FULL=1
// meets all of them.
func TestEndlessDirectories(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("serves millions of objects, which the race detector makes ten times slower; .ci/diagnosis runs it")
	}
	bin := adtest.Program(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("any\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, e := range endless {
		commands := e.commands
		if !full() {
			commands = commands[:min(2, len(commands))]
			if e.crowd.Deaf {
				continue
			}
		}
		t.Run(e.name, func(t *testing.T) {
			e.crowd.Computers = 1 << 22
			address, ca := e.crowd.Serve(t)
			for _, args := range commands {
				words := strings.Fields(strings.NewReplacer("REPORT", t.TempDir()+"/report.md", "FACTS", t.TempDir()+"/facts").Replace(args))
				cmd := exec.Command(bin, append(words, "--server", "ldaps://"+address, "--ca-file", ca, "--no-probes", "--realm", "CROWD.TEST", "--user", "alice@CROWD.TEST", "--password-file", password)...)
				cmd.Env = append(os.Environ(), "KRB5_CONFIG=/dev/null", "XDG_STATE_HOME="+t.TempDir())
				var said strings.Builder
				cmd.Stderr = &said
				tail := &lastBytes{}
				cmd.Stdout = tail
				begin := time.Now()
				peak := peakMemory(t, cmd)
				fmt.Printf("%-30s %-75s exit %d, %3d MB at most, %s\n", e.name, args, cmd.ProcessState.ExitCode(), peak, time.Since(begin).Round(time.Second))
				text := said.String() + tail.String()
				if code := cmd.ProcessState.ExitCode(); code == app.ExitOK || code > app.ExitRefused || code < 0 || strings.Contains(text, "internal error") {
					t.Errorf("%s: exit %d: %s", args, code, text)
				}
				if cut := strings.Contains(text, "cut short"); !cut && !e.crowd.Deaf || cmd.ProcessState.ExitCode() != app.ExitUnknown && !e.crowd.Deaf {
					t.Errorf("%s: exit %d: %s", args, cmd.ProcessState.ExitCode(), text)
				}
				if peak > maxPeak {
					t.Errorf("%s: %d MB", args, peak)
				}
			}
		})
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

// TestMemoryOfServersThatLie starts the program against the lies of TestServersThatLie and
// watches what its process holds: while it runs, and for some seconds of what never ends.
func TestMemoryOfServersThatLie(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("runs many programs")
	}
	bin := adtest.Program(t)
	f := newLabForest(t, "healthy", "operator")
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	commands := [][]string{{"show", "CAS1$"}, {"setspn", "-X"}, {"setspn", "-Q", "*/cas1*"}, {"delegation", "show", "FE1$"}, {"setspn", "-S", "http/lie.contoso.lab", "CAS1$", "--yes"}, {"check"}, {"walk", "duplicates"}, {"names", "cas1.contoso.lab"}}
	lies := ldapLies()
	cells, most, worst := 0, 0, ""
	for i, name := range slices.Sorted(maps.Keys(lies)) {
		for k, from := range []int{1, 4} {
			for n, args := range commands {
				if !full() && (len(commands)*i+5*k+n)%11 != 0 {
					continue
				}
				proxy.Set(func(op string, n int) adtest.LDAPFault {
					if op == "search" && n >= from {
						return lies[name]
					}
					return adtest.LDAPFault{}
				})
				ctx, cancel := context.WithTimeout(t.Context(), 6*time.Second)
				cmd := exec.CommandContext(ctx, bin, slices.Concat(args, through, []string{"--timeout", "1s", "--no-probes"})...)
				cmd.Env = append(os.Environ(), "KRB5_CONFIG=/dev/null", "KRB5CCNAME="+t.TempDir()+"/none", "XDG_STATE_HOME="+t.TempDir())
				peak := peakMemory(t, cmd)
				cancel()
				if cells++; peak > most {
					most, worst = peak, fmt.Sprintf("%s from question %d: %q", name, from, args)
				}
				if peak > maxPeak {
					t.Errorf("%s from question %d: %q held %d MB", name, from, args, peak)
				}
			}
		}
	}
	t.Logf("%d cells; at most %d MB, %s", cells, most, worst)
}
