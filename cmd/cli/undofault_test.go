package cli

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
)

// TestFaultsDuringAnUndo runs the undo of a move under every fault at each of its
// requests. Journal and directory agree then, no SPN is without an owner in silence, and
// a second undo gives back what was there.
func TestFaultsDuringAnUndo(t *testing.T) {
	if testing.Short() {
		t.Skip("runs some hundred commands")
	}
	m := labMatrix(t)
	move := append([]string{"setspn", "--move", "exchangeRFR/outlook.contoso.lab", "CASARRAY-ASA$", "--yes", "--no-probes"}, m.direct...)
	undo := []string{"journal", "--since", "1h", "--yes", "--no-probes"}
	before := m.holds(t)
	cells := 0
	t.Logf("%-34s %-3s %-10s %-60s %s", "fault", "at", "directory", "journal", "next start")
	for k, fault := range faults {
		if racing && !full() && k%5 != 0 {
			continue
		}
		for at := range 2 {
			t.Setenv("XDG_STATE_HOME", t.TempDir())
			if code, _, errs := command(t, move...); code != app.ExitOK {
				t.Fatalf("exit %d: %s", code, errs)
			}
			moved := m.holds(t)
			m.proxy.Set(func(op string, n int) adtest.LDAPFault {
				if op == "modify" && n == at {
					return fault.do
				}
				return adtest.LDAPFault{}
			})
			args := append(slices.Clone(undo), m.through...)
			if fault.do.Silent || fault.do.ID != 0 {
				args = append(args, "--timeout", "300ms")
			}
			code, _, errs := command(t, args...)
			after, told := m.holds(t), results(m.journal(t))
			if code == app.ExitOK && after != before {
				t.Errorf("%s, %d: exit 0, and the undo is not whole: %s", fault.name, at+1, errs)
			}
			code, out, errs := command(t, append([]string{"journal", "--settle", "--no-probes"}, m.direct...)...)
			entries := m.journal(t)
			for _, e := range entries {
				there := strings.Contains("\n"+after+"\n", "\n"+e.Change.DN+"\x00"+e.Change.Attribute+"\x00"+e.Change.Value+"\n")
				switch {
				case e.Open():
					t.Errorf("%s, %d: %s is still open: %s", fault.name, at+1, e.ID, errs)
				case m.last(entries, e) && (e.Result == journal.Done) != (there == (e.Change.Op == ad.AddValue)):
					t.Errorf("%s, %d: %s %s is %s, and there: %v", fault.name, at+1, e.Change.Op, e.Change.Value, e.Result, there)
				}
			}
			half := orphans(before, after) != ""
			if half && !(code == app.ExitFound && strings.Contains(out, "Half done")) {
				t.Errorf("%s, %d: an SPN has no owner, and the next start does not say so: exit %d: %s", fault.name, at+1, code, out)
			}
			t.Logf("%-34s %-3d %-10s %-60s %s", fault.name, at+1, m.changed(moved, after), told, results(entries))
			for range 2 { // what was undone in part, and what undid it
				if m.holds(t) == before {
					break
				}
				if code, out, errs := command(t, append(slices.Clone(undo), m.direct...)...); code != app.ExitOK {
					t.Errorf("%s, %d: undo: exit %d: %s %s", fault.name, at+1, code, out, errs)
				}
			}
			if now := m.holds(t); now != before {
				t.Fatalf("%s, %d: there is\n%s\nand there was\n%s", fault.name, at+1, now, before)
			}
			cells++
		}
	}
	t.Logf("%d cells run", cells)
}
