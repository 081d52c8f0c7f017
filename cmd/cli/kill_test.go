package cli

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/cmd/app"
)

// child is this program as a process of its own.
func child(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "adwalk")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = "adwalk"
	cmd.Env = append(os.Environ(), "TESTSCRIPT_COMMAND=adwalk")
	return cmd
}

// TestKilledAtAnyMoment kills an apply on Samba at random moments. Each time the next
// start settles what is open and says what is half done, and undo gives back the exact
// set. ADWALK_FULL=1 kills 200 times.
func TestKilledAtAnyMoment(t *testing.T) {
	dc := adtest.Samba(t)
	rounds := 12
	if full() {
		rounds = 200
	}
	spn := "http/" + adtest.Name("kill") + ".example"
	from, to := dc.AddComputer(adtest.Name("from"), "x"), dc.AddComputer(adtest.Name("to"), "x")
	dc.AddSPN(from.DN, spn, spn+":8080")
	login := []string{"--server", dc.LDAPS, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile, "--user", dc.AdminUser + "@" + dc.Realm, "--password-file", dc.PasswordFile(dc.AdminPassword), "--no-probes"}
	conn, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: dc.AdminUser + "@" + dc.Realm, Password: []byte(dc.AdminPassword)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	m := matrix{dir: conn, watched: []string{from.DN, to.DN}, direct: login}
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "plan.json")
	if code, _, errs := command(t, append([]string{"setspn", "--move", spn, to.Name, "--output", file}, login...)...); code != app.ExitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	types := []string{"enctypes", "set", from.Name, "24", "--yes"}

	// The proxy sees each request, so that a moment can be chosen by it.
	proxy := adtest.NewLDAPProxy(t, dc.LDAPS, dc.CAFile)
	through := slices.Clone(login)
	through[1], through[7] = proxy.URL, proxy.CAFile
	if out, err := child(t, append([]string{"apply", file, "--yes"}, login...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	undo := append([]string{"journal", "--since", "1h", "--yes"}, login...)
	if code, _, errs := command(t, undo...); code != app.ExitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	before := m.holds(t)
	seen := map[string]int{}
	for i := range rounds {
		t.Setenv("XDG_STATE_HOME", t.TempDir())
		args := append([]string{"apply", file, "--yes"}, through...)
		if i%4 == 3 {
			args = append(slices.Clone(types), through...)
		}
		cmd := child(t, args...)
		// A random time after a random request; every write is hit often.
		op, nth, moment := "modify", rand.IntN(2), time.Duration(rand.IntN(30_000))*time.Microsecond
		if i%5 == 4 {
			op, nth = "search", rand.IntN(12)
		}
		now, ended := make(chan struct{}, 16), make(chan struct{})
		proxy.Set(func(seen string, n int) adtest.LDAPFault {
			if seen == op && n == nth {
				time.AfterFunc(moment, func() { now <- struct{}{} })
			}
			return adtest.LDAPFault{}
		})
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func() {
			select {
			case <-now:
				_ = cmd.Process.Kill()
			case <-ended:
			}
		}()
		_ = cmd.Wait()
		close(ended)
		proxy.Idle()
		after := m.holds(t)
		what := m.changed(before, after)
		code, out, errs := command(t, append([]string{"journal", "--settle"}, login...)...)
		for _, e := range m.journal(t) {
			there := strings.Contains("\n"+after+"\n", "\n"+e.Change.DN+"\x00"+e.Change.Attribute+"\x00"+e.Change.Value+"\n")
			if e.Open() || (e.Result == "done") != (there == (e.Change.Op == ad.AddValue)) {
				t.Errorf("killed after %v: %s %s is %s, and there: %v. exit %d: %s", moment, e.Change.Op, e.Change.Value, e.Result, there, code, errs)
			}
		}
		if orphans(before, after) != "" {
			what += ", half done"
			if !strings.Contains(out, "Half done") {
				t.Errorf("killed after %v: an SPN has no owner, and the next start does not say so: %s", moment, out)
			}
		}
		if after != before {
			if code, out, errs := command(t, undo...); code != app.ExitOK {
				t.Errorf("killed after %v: undo: exit %d: %s %s", moment, code, out, errs)
			}
		}
		if now := m.holds(t); now != before {
			t.Fatalf("killed after %v: after the undo there is\n%s\nand there was\n%s", moment, now, before)
		}
		seen[what]++
	}
	t.Logf("%d kills; what the directory had then: %v; the exact set came back each time", rounds, seen)
}
