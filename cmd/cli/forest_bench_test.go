package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
)

// The benchmarks of this file read forests of several sizes over LDAP and report
// what the program itself costs: the processor time and the peak memory of its
// process, and the time as a multiple of what only reading the same answers takes.
// Ratio reports what ten times as many objects cost; n log n is near ten.

// cost is what a process used.
type cost struct {
	cpu  time.Duration
	wall time.Duration
	peak int64 // bytes
}

// spent runs a program to its end. It must end with one of the codes: a program that
// fails at once would look fast.
func spent(b *testing.B, codes string, cmd *exec.Cmd) cost {
	b.Helper()
	var errs strings.Builder
	cmd.Stderr = &errs
	start := time.Now()
	out, err := cmd.Output()
	wall := time.Since(start)
	if cmd.ProcessState == nil || !strings.Contains(codes, fmt.Sprint(cmd.ProcessState.ExitCode())) {
		b.Fatalf("%s: %v: %.300s%.300s", strings.Join(cmd.Args, " "), err, errs.String(), out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: wall, peak: usage.Maxrss << 10}
}

// least runs a program three times and returns the cost of the cheapest run: what
// else the machine did is in the others. The peak of memory is the highest.
func least(run func() cost) cost {
	best := run()
	for range 2 {
		c := run()
		best.cpu, best.wall, best.peak = min(best.cpu, c.cpu), min(best.wall, c.wall), max(best.peak, c.peak)
	}
	return best
}

// forestRuns are the commands that look at a whole forest, and the exit codes with
// which they end on one that has no KDC.
var forestRuns = []struct{ name, codes, args, reads string }{
	{"duplicates", "0 3", "walk duplicates", "names"},
	{"rc4-readiness", "0 3", "walk rc4-readiness", "names"},
	{"delegation", "0 3", "walk delegation", "targets"},
	{"check", "0 1 3", "check", "names targets"},
	{"check-json", "0 1 3", "check --json", "names targets"},
	{"setspn-X", "0", "setspn -X -P", "values"},
	{"setspn-Q", "0", "setspn -Q TERMSRV/*", "accounts"},
}

// BenchmarkForest is 100,000 computers with 500,000 SPNs; BenchmarkForestRatio
// compares 10,000 with 1,000.
func BenchmarkForest(b *testing.B) {
	bin := adtest.Program(b)
	f := newLargeForest(b, 100_000)
	alone := map[string]cost{}
	for _, run := range forestRuns {
		b.Run(run.name, func(b *testing.B) {
			if _, ok := alone[run.reads]; !ok {
				alone[run.reads] = least(func() cost { return spent(b, "0", f.read(b, run.reads)) })
			}
			got := least(func() cost { return spent(b, run.codes, f.command(bin, run.args)) })
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(got.cpu.Seconds(), "s-cpu")
			b.ReportMetric(got.wall.Seconds(), "s-wall")
			b.ReportMetric(float64(got.peak>>20), "MB-peak")
			b.ReportMetric(float64(got.cpu)/float64(alone[run.reads].cpu), "x-reading")
		})
	}
}

func BenchmarkForestRatio(b *testing.B) {
	bin := adtest.Program(b)
	small, large := newLargeForest(b, 1000), newLargeForest(b, 10_000)
	for _, run := range forestRuns {
		b.Run(run.name, func(b *testing.B) {
			one, ten := spent(b, run.codes, small.command(bin, run.args)), spent(b, run.codes, large.command(bin, run.args))
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(ten.cpu)/float64(one.cpu), "x-ten-times")
		})
	}
}

// largeForest is a directory of many computers with five SPNs each; one in fifty may
// delegate.
type largeForest struct{ address, ca, password string }

func newLargeForest(b *testing.B, computers int) largeForest {
	b.Helper()
	var f largeForest
	f.address, f.ca = adtest.Crowd{Computers: computers, SPNs: 5, Delegating: computers / 50}.Serve(b)
	f.password = filepath.Join(b.TempDir(), "password")
	if err := os.WriteFile(f.password, []byte("any\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	return f
}

func (f largeForest) command(bin, args string) *exec.Cmd {
	cmd := exec.Command(bin, append(strings.Fields(args), "--server", "ldaps://"+f.address, "--ca-file", f.ca, "--no-probes", "--realm", "CROWD.TEST",
		"--user", "alice@CROWD.TEST", "--password-file", f.password)...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG=/dev/null", "XDG_STATE_HOME="+os.TempDir())
	return cmd
}

// readingAlone names the environment variable that makes this test binary a program
// which reads what the forest's walks read, and does nothing with it.
const readingAlone = "ADWALK_TEST_READ"

func (f largeForest) read(b *testing.B, what string) *exec.Cmd {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestReadAlone$")
	cmd.Env = append(os.Environ(), readingAlone+"="+strings.Join([]string{f.address, f.ca, what}, " "))
	return cmd
}

// TestReadAlone is the body of that program.
func TestReadAlone(t *testing.T) {
	words := strings.Fields(os.Getenv(readingAlone))
	if len(words) < 3 {
		t.Skip("part of a benchmark")
	}
	conn, err := directory.Dial(context.Background(), directory.Options{Server: "ldaps://" + words[0], CAFile: words[1], User: "alice@CROWD.TEST", Password: []byte("any")})
	if err != nil {
		t.Fatal(err)
	}
	read := func(filter string, forest bool, attributes ...string) (targets []string) {
		q := ad.Query{Scope: ad.ScopeSub, Forest: forest, Filter: filter, Attributes: attributes}
		if _, err := conn.Search(context.Background(), q, func(e ad.Entry) error {
			targets = append(targets, e.Texts("msDS-AllowedToDelegateTo")...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return targets
	}
	for _, what := range words[2:] {
		switch what {
		case "names": // the domain's, and the forest's
			for _, forest := range []bool{false, true} {
				read("(servicePrincipalName=*)", forest, "sAMAccountName", "objectSid", "objectGUID", "objectClass", "userAccountControl",
					"msDS-SupportedEncryptionTypes", "pwdLastSet", "accountExpires", "dNSHostName", "servicePrincipalName")
			}
		case "values":
			read("(servicePrincipalName=*)", false, "servicePrincipalName")
		case "accounts":
			read("(servicePrincipalName=*)", false, "sAMAccountName", "objectSid", "objectGUID", "objectClass", "servicePrincipalName")
		case "targets":
			for _, spn := range read("(msDS-AllowedToActOnBehalfOfOtherIdentity=*)", false, lookup.AccountAttributes...) {
				read("(servicePrincipalName="+spn+")", false, lookup.AccountAttributes...)
				read("(servicePrincipalName="+spn+")", true, lookup.AccountAttributes...)
			}
		}
	}
}
