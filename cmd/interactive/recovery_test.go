package interactive

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/ui/uitest"
)

// consoleInLab is a console's session on the lab and the driver of its console.
func consoleInLab(t *testing.T, scenario string, flags app.Flags, before func(*app.Session)) (*app.Session, *uitest.Driver) {
	t.Helper()
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	flags.Lab, flags.Scenario, flags.Timeout, flags.Parallel = true, scenario, 10e9, 4
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: flags}
	t.Cleanup(s.Close)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if before != nil {
		before(s)
	}
	b := Backend{Session: s}
	return s, uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect, OnJournal: b.Journal}, uitest.NewClock(), 100, 30)
}

// exited is the id of a process that has ended.
func exited(t *testing.T) int {
	t.Helper()
	cmd := exec.Command("true")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

// A program was killed between the halves of a move: the next console finds out what
// the directory holds, says that the SPN has no owner, and finishes or undoes the move.
func TestConsoleSettlesWhatAKilledRunLeft(t *testing.T) {
	const spn = "exchangeRFR/outlook.contoso.lab"
	killed := func(s *app.Session) {
		e, err := s.Editor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var from, to ad.Account
		for name, a := range map[string]*ad.Account{"CAS1$": &from, "CASARRAY-ASA$": &to} {
			if *a, err = lookup.Resolve(t.Context(), app.LazyDirectory{Session: s}, name); err != nil {
				t.Fatal(err)
			}
		}
		del := ad.Change{DN: from.DN, GUID: from.GUID, Account: from.Name, Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: spn}
		add := ad.Change{DN: to.DN, GUID: to.GUID, Account: to.Name, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}
		part, err := e.BeginPlan(t.Context(), "move "+spn, []ad.Change{del, add})
		if err != nil {
			t.Fatal(err)
		}
		out := part.Apply(t.Context(), del)
		if out.Problem != nil {
			t.Fatal(out.Problem)
		}
		j, err := journal.Open("")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := j.Begin(t.Context(), journal.Entry{Plan: out.Plan, Server: out.Server, Change: add, Before: to.SPNs}); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(j.Name())
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.ReplaceAll(text, fmt.Appendf(nil, `"pid":%d`, os.Getpid()), fmt.Appendf(nil, `"pid":%d`, exited(t)))
		if err := os.WriteFile(filepath.Clean(j.Name()), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	owner := func(s *app.Session) string {
		found, _, err := lookup.Owners(t.Context(), app.LazyDirectory{Session: s}, spn)
		if err != nil || len(found) != 1 {
			t.Fatalf("%d owners, %v", len(found), err)
		}
		return found[0].Name
	}
	for key, want := range map[string]string{"F": "CASARRAY-ASA$", "U": "CAS1$"} {
		s, d := consoleInLab(t, "cas-array", app.Flags{}, killed)
		d.Sees("1 change settled", "Half done: move "+spn, "not made: add", "F finishes it, U undoes it")
		d.Press("w")
		d.Sees("half done", "not done")
		if key == "U" {
			d.Press("down")
		}
		d.Press(key)
		if key == "F" {
			d.Sees("CASARRAY-ASA", "planned")
			d.Press("enter")
		}
		d.Clock.Pass(time.Second)
		d.Type("yes")
		d.Press("enter")
		if got := owner(s); got != want {
			t.Errorf("%s: the SPN is on %s, want %s", key, got, want)
		}
	}
}

// The console asks at the same gate as the command line: a domain controller is refused
// without --allow-tier0, and with it the account's name is typed.
func TestConsoleAsksForTier0(t *testing.T) {
	for _, allowed := range []bool{false, true} {
		s, d := consoleInLab(t, "healthy", app.Flags{AllowTier0: allowed}, nil)
		dc, err := lookup.Resolve(t.Context(), app.LazyDirectory{Session: s}, "DC1$")
		if err != nil {
			t.Fatal(err)
		}
		d.Press("s", "/")
		d.Type("HOST/dc1.contoso.lab")
		d.Press("enter", "A")
		d.Type("http/console.contoso.lab")
		d.Press("enter")
		d.Clock.Pass(time.Second)
		d.Type(dc.Name)
		d.Press("enter")
		d.Sees("planned")
		d.Press("enter")
		if !allowed {
			d.Sees("nothing was written", "domain controller", "--allow-tier0")
			continue
		}
		d.Sees("it is a domain controller", "Type DC1$")
		d.Clock.Pass(time.Second)
		d.Type("yes")
		d.Press("enter")
		d.Sees("“yes” is not")
		d.Type("DC1$")
		d.Press("enter")
		d.Sees("1 change written")
	}
}
