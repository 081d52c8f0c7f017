package plans

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/fix"
	"adwalk/diag/planfile"

	"github.com/spf13/cobra"
)

const spn = "http/new.contoso.lab"

// addition is a command that adds an SPN to WEB1$, as the commands that edit do.
func addition(s *app.Session) *cobra.Command {
	var o WriteOptions
	cmd := &cobra.Command{Use: "add", RunE: func(cmd *cobra.Command, _ []string) error {
		return Edit(cmd.Context(), s, o, "adding "+spn, func(ctx context.Context, dir ad.Directory) (fix.Plan, error) {
			to, err := lookup.Resolve(ctx, dir, "WEB1$")
			if err != nil {
				return fix.Plan{}, err
			}
			owners, _, err := lookup.Owners(ctx, dir, spn)
			if err != nil {
				return fix.Plan{}, err
			}
			return fix.AddSPN(spn, to, owners)
		})
	}}
	o.Bind(cmd.Flags())
	return cmd
}

func lab(t *testing.T, changes ...func(*app.Flags)) *app.Session {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	return apptest.LabSession(t, "healthy", changes...)
}

func has(t *testing.T, s *app.Session) bool {
	t.Helper()
	dir, err := s.Directory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	owners, _, err := lookup.Owners(t.Context(), dir, spn)
	if err != nil {
		t.Fatal(err)
	}
	return len(owners) > 0
}

// Nothing is written but with a confirmation, and what is written is what was shown.
func TestAnEdit(t *testing.T) {
	for _, c := range []struct {
		apptest.Case
		readOnly, written bool
	}{
		{apptest.Case{Name: "a rehearsal", Args: []string{"--dry-run"}, Out: []string{"Plan: add " + spn + " (dry run: nothing is written)", "+ servicePrincipalName  " + spn, "The same with setspn", "setspn -S " + spn, "The same with PowerShell"},
			Err: []string{"dry run: nothing was written. This adds 1 value and takes none away. To write it, yes would have to be typed."}}, false, false},
		{apptest.Case{Name: "without a terminal", Code: app.ExitRefused, Err: []string{"it was not confirmed, and there is no terminal to ask on", "look at the plan first, then add --yes"}}, false, false},
		{apptest.Case{Name: "confirmed", Args: []string{"--yes"}, Out: []string{"✓ add " + spn + " on WEB1$: written"}}, false, true},
		{apptest.Case{Name: "confirmed, as JSON", Args: []string{"--yes", "--json"}, Out: []string{`"value": "` + spn + `"`, `"done": true`}, Not: []string{"Plan:", "✓"}}, false, true},
		{apptest.Case{Name: "read-only", Args: []string{"--yes"}, Code: app.ExitRefused, Err: []string{"adding " + spn, "--read-only"}}, true, false},
		{apptest.Case{Name: "read-only, a rehearsal", Args: []string{"--dry-run"}, Out: []string{"Plan: add " + spn}}, true, false},
	} {
		t.Run(c.Name, func(t *testing.T) {
			s := lab(t, func(f *app.Flags) { f.ReadOnly = c.readOnly })
			apptest.Run(t, s, addition, c.Args...).Hold(t, c.Case)
			if has(t, s) != c.written {
				t.Errorf("written: %v", !c.written)
			}
		})
	}
}

// A plan in a file is written as it was reviewed, or not at all.
func TestAPlanInAFile(t *testing.T) {
	s := lab(t)
	dir := t.TempDir()
	file, edited := filepath.Join(dir, "plan.json"), filepath.Join(dir, "edited.json")
	run := func(command func(*app.Session) *cobra.Command, c apptest.Case) apptest.Printed {
		t.Helper()
		got := apptest.Run(t, s, command, c.Args...)
		got.Hold(t, c)
		return got
	}
	run(addition, apptest.Case{Args: []string{"--output", file, "--reason", "CHG-7"}, Out: []string{"Plan: add " + spn, "nothing was changed in the directory", "Digest sha256:", "Apply it with: adwalk apply " + file}})
	run(addition, apptest.Case{Args: []string{"--output", file}, Code: app.ExitUsage, Err: []string{file}})
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Load(f)
	f.Close()
	if err != nil || plan.Made.Reason != "CHG-7" || plan.Made.By == "" {
		t.Fatalf("%+v %v", plan.Made, err)
	}
	text, _ := os.ReadFile(file)
	if err := os.WriteFile(edited, []byte(strings.Replace(string(text), spn, "http/evil.contoso.lab", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []apptest.Case{
		{Name: "no such file", Args: []string{file + "x"}, Code: app.ExitUsage, Err: []string{"no such file", "do   name a file that adwalk plan wrote"}},
		{Name: "a folder", Args: []string{dir}, Code: app.ExitUsage, Err: []string{"it is not a regular file"}},
		{Name: "an edited file", Args: []string{edited, "--yes"}, Code: app.ExitRefused, Not: []string{"written"}},
		{Name: "another digest", Args: []string{file, "--yes", "--digest", "sha256:00"}, Code: app.ExitRefused, Err: []string{"not the one that was given", "do   ask for the file that was reviewed"}},
		{Name: "a rehearsal", Args: []string{file, "--dry-run"}, Out: []string{plan.Digest, "Reason: CHG-7", "+ servicePrincipalName  " + spn}, Err: []string{"the plan still fits the directory; nothing was written"}},
		{Name: "not confirmed", Args: []string{file}, Code: app.ExitRefused, Err: []string{"add --yes"}},
	} {
		t.Run(c.Name, func(t *testing.T) {
			got := apptest.Run(t, s, ApplyCommand, c.Args...)
			got.Hold(t, c)
			if has(t, s) {
				t.Error("it was written")
			}
		})
	}
	run(ApplyCommand, apptest.Case{Args: []string{file, "--yes", "--digest", plan.Digest}, Out: []string{"✓ add " + spn + " on WEB1$: written", "Read back: every object is as planned."}})
	if !has(t, s) {
		t.Error("it was not written")
	}
	got := run(ApplyCommand, apptest.Case{Args: []string{file, "--yes", "--json"}, Code: app.ExitRefused, Err: []string{"the directory has changed since the plan was made", "make the plan again with adwalk plan"}})
	run(ApplyCommand, apptest.Case{Args: []string{file, "--dry-run"}, Code: app.ExitRefused, Err: []string{"the directory has changed since the plan was made"}, Not: []string{"still fits"}})
	var answer applyAnswer
	if got.JSON(t, &answer); len(answer.Moved) == 0 || answer.Problem == nil || len(answer.Applied) > 0 {
		t.Errorf("%+v", answer)
	}
}

func TestNothingToSave(t *testing.T) {
	s := apptest.Alone(t, "")
	err := SavePlan(t.Context(), s, WriteOptions{Output: filepath.Join(t.TempDir(), "x")}, fix.Plan{}, "")
	if p := ad.AsProblem(err, "", ""); err == nil || p.Why != "there is nothing to write" {
		t.Errorf("%v", err)
	}
}

func TestOutcomes(t *testing.T) {
	change := ad.Change{Op: ad.AddValue, Value: "http/app\x1b", Account: "WEB1$"}
	why := &ad.Problem{What: "no answer"}
	for want, o := range map[string]ad.ChangeOutcome{
		"✓ add ": {Change: change, Done: true}, ": already so": {Change: change, Already: true}, "! add ": {Change: change, Done: true, Problem: why},
		": not sent: no answer": {Change: change, Result: ad.ResultNotSent, Problem: why}, "? add ": {Change: change, Result: ad.ResultUnknown, Problem: why}, ": refused: no answer": {Change: change, Problem: why},
	} {
		var b strings.Builder
		PrintOutcome(&app.Session{Streams: app.Streams{Out: &b}}, o)
		if !strings.Contains(b.String(), want) || strings.Contains(b.String(), "\x1b") {
			t.Errorf("lacks %q: %q", want, b.String())
		}
	}
}

// A decision is shown with the option that makes it, the present one marked.
func TestChoices(t *testing.T) {
	var b strings.Builder
	s := &app.Session{Streams: app.Streams{Out: &b}}
	p := fix.Plan{Choices: []fix.Choice{{Subject: "http/app", Question: "Which account keeps it?", Candidates: []fix.Candidate{{Value: "OLD$", Label: "OLD$"}, {Value: "NEW$", Label: "NEW$", Known: []string{"enabled", "password 2026-01-01"}, Proof: "you said so", Now: true}}}}}
	PrintChoices(s, p)
	for _, want := range []string{"Which account keeps it?", "   1  OLD$", " ▸ 2  NEW$  enabled, password 2026-01-01", "      you said so", `--decide 'http/app=NEW$'`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q:\n%s", want, b.String())
		}
	}
	a := AnswerOf(p)
	if len(a.Choices) != 1 || len(a.Choices[0].Candidates) != 2 || !a.Choices[0].Candidates[1].Now || a.Choices[0].Candidates[0].Known == nil || a.Confirm != "" || a.Changes == nil || a.Left == nil || a.Verify == nil {
		t.Errorf("as JSON: %+v", a)
	}
}
