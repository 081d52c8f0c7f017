package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/lab"
	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/cmd/plans"
	"adwalk/cmd/walks"
	"adwalk/diag/guide/library"
	"adwalk/diag/walk"
	"adwalk/ui/uitest"
)

// walkedTo is what a walk comes to, without what differs from one run to the next.
type walkedTo struct {
	Steps, Findings, Changes, Left, Choices []string
	Exit                                    int
}

// left is a thing left to do, without the ports and times in a finding's text.
func left(l walk.Todo) string {
	if l.Code != "" {
		l.Text = ""
	}
	return strings.Join([]string{l.Step, l.Code, l.Subject, l.Text}, " ")
}

// byCommand walks as adwalk walk --lab --json does.
func byCommand(t *testing.T, scenario, id string, flags app.Flags) walkedTo {
	t.Helper()
	var out bytes.Buffer
	flags.Lab, flags.Scenario, flags.Timeout, flags.Parallel = true, scenario, 10e9, 4
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: &out, Err: io.Discard}, Flags: flags}
	defer s.Close()
	o := walkedTo{Exit: app.Code(walks.Run(t.Context(), s, walks.Options{JSON: true}, id))}
	var a struct {
		Steps    []walks.StepAnswer
		Findings []struct{ Code, Subject, Verdict string }
		Plan     plans.Answer
		Left     []walk.Todo
	}
	if out.Len() == 0 && o.Exit == app.ExitUsage { // an input is missing: no step was visited
		return o
	}
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatalf("%s in %s: %v", id, scenario, err)
	}
	for _, st := range a.Steps {
		o.Steps = append(o.Steps, st.ID+" "+string(st.Status))
	}
	for _, f := range a.Findings {
		o.Findings = append(o.Findings, strings.Join([]string{f.Code, f.Subject, f.Verdict}, " "))
	}
	for _, c := range a.Plan.Changes {
		o.Changes = append(o.Changes, strings.Join([]string{string(c.Op), c.Attribute, c.Value, c.DN, c.Proof}, " "))
	}
	for _, c := range a.Plan.Choices {
		o.Choices = append(o.Choices, c.Question)
	}
	for _, l := range a.Left {
		o.Left = append(o.Left, left(l))
	}
	return o
}

// byConsole walks with keys, and takes what the lab has ready as the command
// does.
func byConsole(t *testing.T, scenario, id string, flags app.Flags) walkedTo {
	t.Helper()
	flags.Lab, flags.Scenario, flags.Timeout, flags.Parallel = true, scenario, 10e9, 4
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: flags}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := interactive.Backend{Session: s}
	d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect}, uitest.NewClock(), 120, 40)
	d.Press(":")
	d.Type("walk " + id)
	d.Press("enter")
	// A walk that asks for an input is given what the lab has.
	if st, _ := d.Model.WalkState(); !st.Complete {
		d.Press("esc")
	}
	d.Press("s")
	st, ok := d.Model.WalkState()
	if !ok {
		t.Fatalf("no walk on the screen:\n%s", d.View())
	}
	o := walkedTo{Exit: walks.ClassCode(st.Class())}
	for _, r := range st.Steps {
		o.Steps = append(o.Steps, r.ID+" "+string(r.Status))
	}
	for _, f := range st.Findings {
		o.Findings = append(o.Findings, strings.Join([]string{f.Code, f.Subject, string(f.Verdict)}, " "))
	}
	for _, c := range st.Plan.Changes {
		o.Changes = append(o.Changes, strings.Join([]string{string(c.Change.Op), c.Change.Attribute, c.Change.Value, c.Change.DN, c.Proof}, " "))
	}
	for _, c := range st.Plan.Choices {
		o.Choices = append(o.Choices, c.Question)
	}
	for _, l := range st.Todos() {
		o.Left = append(o.Left, left(l))
	}
	if w := st.Problem; w != nil {
		o.Exit = app.Code(w)
	}
	return o
}

// The console and the command walk alike: the same steps, findings, plan, things
// left to do and exit code, for every scenario and guide, with and without
// probes, and read-only. The short lane takes each guide's own scenario, and so does
// the race detector, for which more of the same is nothing new.
func TestConsoleAndCommandAgree(t *testing.T) {
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	modes := map[string]app.Flags{"": {}, "--read-only": {ReadOnly: true}, "--no-probes": {NoProbes: true}}
	for _, info := range lab.Scenarios() {
		scenario := info.Name
		for _, g := range library.All() {
			for mode, flags := range modes {
				own := scenario == g.ID || scenario == "healthy" && g.ID == "service-unreachable"
				if (testing.Short() || racing) && (!own || mode == "--read-only" || racing && mode != "") {
					continue
				}
				t.Run(strings.TrimSpace(fmt.Sprintf("%s in %s %s", g.ID, scenario, mode)), func(t *testing.T) {
					command, console := byCommand(t, scenario, g.ID, flags), byConsole(t, scenario, g.ID, flags)
					if command.Exit != console.Exit {
						t.Errorf("exit %d by the command, %d by the console", command.Exit, console.Exit)
					}
					if len(command.Steps) == 0 && command.Exit == app.ExitUsage {
						return
					}
					for what, pair := range map[string][2][]string{"steps": {command.Steps, console.Steps}, "findings": {command.Findings, console.Findings},
						"changes": {command.Changes, console.Changes}, "left": {command.Left, console.Left}, "choices": {command.Choices, console.Choices}} {
						if !slices.Equal(pair[0], pair[1]) {
							t.Errorf("%s\n by the command %q\n by the console %q", what, pair[0], pair[1])
						}
					}
				})
			}
		}
	}
}
