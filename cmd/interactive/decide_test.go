package interactive

import (
	"io"
	"slices"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/uitest"
)

// inLab opens the console on a scenario of the lab.
func inLab(t *testing.T, scenario string, w, h int) *uitest.Driver {
	t.Helper()
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Lab: true, Scenario: scenario, Timeout: 10e9, Parallel: 4}}
	t.Cleanup(s.Close)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := Backend{Session: s}
	return uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect}, uitest.NewClock(), w, h)
}

// A pasted event names an account, the service accepts another one's key: the
// paste is credited, and nothing is moved.
func TestNoPlanAgainstAProof(t *testing.T) {
	d := inLab(t, "healthy", 120, 40)
	d.Paste("Event 4: The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server web1$. The target name used was HTTP/app.contoso.lab.")
	d.Press("enter")
	st, ok := d.Model.WalkState()
	if !ok || st.Guide.ID != "service-unreachable" {
		t.Fatalf("no walk:\n%s", d.View())
	}
	if in := st.Inputs["service"]; in.Source.Kind != "paste" {
		t.Errorf("the service is %+v", in)
	}
	if !st.Plan.Empty() || len(st.Findings) > 0 {
		t.Errorf("planned %+v from %+v", st.Plan.Changes, st.Findings)
	}
	d.Press("i")
	d.Sees("pasted text")
	d.Press("down", "enter")
	d.Type("WEB1$")
	d.Press("enter", "f")
	d.Sees("nothing to move", "accepts the key of svc-app")
	if st, _ = d.Model.WalkState(); !st.Plan.Empty() || st.Class() != walk.Cannot {
		t.Errorf("planned %+v against the proof, %s", st.Plan.Changes, st.Class())
	}
}

// A duplicate whose right owner nobody proved is the operator's to decide: a
// number chooses, the plan follows, and the same number removes it.
func TestANumberDecides(t *testing.T) {
	d := inLab(t, "duplicates", 120, 40)
	d.Press(":")
	d.Type("walk duplicates")
	d.Press("enter")
	st, _ := d.Model.WalkState()
	before := len(st.Plan.Changes)
	for i, step := range st.Guide.Steps {
		if step.Kind == guide.Fix {
			d.Press("home")
			for range i {
				d.Press("right")
			}
		}
	}
	d.Sees("Which account keeps MSSQLSvc/sql1.contoso.lab:1433?", "svc-sql", "computer", "1-4 choose")
	d.Press("4")
	st, _ = d.Model.WalkState()
	if said := slices.ContainsFunc(st.Plan.Changes, func(c fix.Planned) bool { return strings.Contains(c.Proof, "you said") }); len(st.Plan.Changes) != before+1 || !said {
		t.Errorf("%d changes, then %+v", before, st.Plan.Changes)
	}
	d.Press("4")
	if st, _ = d.Model.WalkState(); len(st.Plan.Changes) != before {
		t.Errorf("%d changes after the decision was removed", len(st.Plan.Changes))
	}
}

// n goes from problem to problem; the arrows go from step to step; a finding
// leads to its page, its object and its commands.
func TestFromAFindingOn(t *testing.T) {
	d := inLab(t, "cas-array", 80, 24)
	d.Press(":")
	d.Type("walk cas-array")
	d.Press("enter", "s")
	at := func() string {
		st, _ := d.Model.WalkState()
		for i := range st.Steps {
			for l := range strings.SplitSeq(d.View(), "\n") {
				if strings.HasPrefix(l, "▸") && strings.Contains(l, st.Guide.Steps[i].ShortTitle()) {
					return st.Steps[i].ID
				}
			}
		}
		return ""
	}
	d.Press("home", "n")
	if at() != "asa" {
		t.Errorf("the first problem is %q", at())
	}
	d.Press("n", "n", "n")
	if at() != "owners" {
		t.Errorf("the fourth problem is %q:\n%s", at(), d.View())
	}
	d.Sees("5 ×", "spn-missing", "Why", "Wrong")
	d.Press("right")
	if at() != "tickets" {
		t.Errorf("the arrow led to %q", at())
	}
	d.Press("left", "c")
	d.Sees("commands", "setspn -S exchangeAB/outlook")
	d.Press("esc", "P")
	d.Sees("spn-missing")
	d.Press("esc", "o")
	d.Sees("CASARRAY-ASA")
	d.Press("esc")
	d.Resize(160, 40)
	d.Sees("Subject", "duplicate", "misplaced")
}
