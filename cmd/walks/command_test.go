package walks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/guide/library"
)

func lab(scenario string, changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		t.Setenv("XDG_STATE_HOME", t.TempDir())
		t.Setenv("HOME", t.TempDir())
		return apptest.LabSession(t, scenario, changes...)
	}
}

func readOnly(f *app.Flags) { f.ReadOnly = true }

// Without a guide the command lists them, in both forms the same ones, and asks nobody.
func TestTheListOfGuides(t *testing.T) {
	var rows []struct{ ID, Symptom, Applies string }
	apptest.Run(t, apptest.Alone(t, ""), Command, "--json").JSON(t, &rows)
	text := apptest.Run(t, apptest.Alone(t, ""), Command).Out
	if all := library.All(); len(rows) != len(all) || strings.Count(text, "\n") != len(all) {
		t.Fatalf("%d guides: %d as JSON, and\n%s", len(all), len(rows), text)
	}
	for _, r := range rows {
		if r.Symptom == "" || r.Applies == "" || !strings.Contains(text, r.ID) || !strings.Contains(text, r.Symptom+" ("+r.Applies+")") {
			t.Errorf("%+v is not in\n%s", r, text)
		}
	}
}

// What cannot be used is told before anything is asked, with what would be understood.
func TestWalksThatCannotBegin(t *testing.T) {
	odd := filepath.Join(t.TempDir(), "odd.txt")
	if err := os.WriteFile(odd, []byte("good morning\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "no such guide", Args: []string{"delegations"}, Code: app.ExitUsage, Err: []string{`the guide "delegations"`, "did you mean delegation?"}},
		{Name: "no guide of a name like it", Args: []string{"bogus"}, Code: app.ExitUsage, Err: []string{"there is none of that name", "adwalk walk lists them"}},
		{Name: "two guides", Args: []string{"gmsa", "trust"}, Code: app.ExitUsage},
		{Name: "an input without a value", Args: []string{"gmsa", "--set", "account"}, Code: app.ExitUsage, Err: []string{"--set account", "it has no =", "write --set KEY=VALUE"}},
		{Name: "an input without a name", Args: []string{"gmsa", "--set", "=x"}, Code: app.ExitUsage, Err: []string{"write --set KEY=VALUE"}},
		{Name: "an input that the guide does not have", Args: []string{"gmsa", "--set", "colour=blue"}, Code: app.ExitUsage, Err: []string{`the guide gmsa has no input "colour"`, "account"}},
		{Name: "a decision without a choice", Args: []string{"duplicates", "--decide", "http/app="}, Code: app.ExitUsage, Err: []string{"--decide http/app=", "it is not SUBJECT=CHOICE"}},
		{Name: "a decision without a subject", Args: []string{"duplicates", "--decide", "=WEB1$"}, Code: app.ExitUsage, Err: []string{"it is not SUBJECT=CHOICE"}},
		{Name: "a paste that is not there", Args: []string{"ntlm-why", "--from", odd + "x"}, Code: app.ExitUsage, Err: []string{"no such file", "name a file that you may read"}},
		{Name: "a paste that is none", Args: []string{"ntlm-why", "--from", odd}, Code: app.ExitUsage, Not: []string{"Nothing wrong"}},
		{Name: "a paste for a guide that takes none", Args: []string{"trust", "--from", odd}, Code: app.ExitUsage, Err: []string{"the guide trust takes no paste", "leave it out"}},
		{Name: "a front end's keytab that is not there", Args: []string{"kcd-front-end", "--front-end-keytab", odd + "x"}, Code: app.ExitUsage, Err: []string{odd + "x", "no such file"}},
		{Name: "an earlier run that is none", Args: []string{"gmsa", "--since", odd}, Code: app.ExitUsage, Err: []string{odd}},
		{Name: "saved facts beside a forest", Args: []string{"gmsa", "--facts", odd}, Code: app.ExitUsage, Err: []string{"--facts and --lab", "leave one of them out"}},
	})
}

// A walk says what was found, how that is known and what to do; in a healthy forest that
// nothing is wrong. Both forms have the same findings and the same exit code.
func TestAWalkAndItsExitCode(t *testing.T) {
	apptest.Cases(t, lab("duplicates"), Command, []apptest.Case{
		{Name: "something found", Args: []string{"duplicates"}, Code: app.ExitFound, Out: []string{
			"✗  2  The same SPN on several accounts  (fail)", "HTTP/APP.contoso.lab is on WEB1$ and svc-app", "4 problems found", "[spn-duplicate, error]",
			"Plan: ", "(nothing is written without --apply)", `http/mail.contoso.lab\u200b`, "--decide 'HTTP/APP.contoso.lab=WEB1$'"}, Not: []string{"Nothing wrong was found", "\u200b"}},
		{Name: "decided", Args: []string{"duplicates", "--decide", "HTTP/APP.contoso.lab=svc-app"}, Code: app.ExitFound, Out: []string{"- servicePrincipalName  HTTP/APP.contoso.lab  on CN=WEB1"}},
	})
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "nothing found", Args: []string{"duplicates"}, Out: []string{"Nothing wrong was found.", "SPNs on "}, Not: []string{"Plan:", "✗"}},
		{Name: "nothing found, as JSON", Args: []string{"duplicates", "--json"}, Out: []string{`"guide": "duplicates"`, `"findings": []`}, Not: []string{"Nothing wrong"}},
	})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.NoProbes = true }), Command, []apptest.Case{
		{Name: "what was not asked is said", Args: []string{"service-unreachable", "--set", "service=https://app.contoso.lab/"},
			Out: []string{"Nothing wrong was found in the directory. With --no-probes no KDC and no service was asked.", "The ticket  (skipped)", "--no-probes allows directory reads only"}, Not: []string{"Nothing wrong was found."}},
	})
	var a struct {
		Findings []struct{ Code, Subject string }
		Steps    []struct{ ID, Status string }
	}
	got := apptest.Run(t, lab("duplicates")(t), Command, "duplicates", "--json")
	if got.JSON(t, &a); got.Code != app.ExitFound || len(a.Findings) != 4 || len(a.Steps) != 7 {
		t.Errorf("%d %+v", got.Code, a)
	}
}

// Nothing is written without a confirmation, in restricted mode, or in a rehearsal; what
// is written is looked at again.
func TestApplyingAPlan(t *testing.T) {
	holds := func(s *app.Session) bool {
		t.Helper()
		dir, err := s.Directory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		a, err := lookup.Resolve(t.Context(), dir, "FS1$")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(strings.Join(a.SPNs, " "), "\u200b")
	}
	for _, c := range []struct {
		apptest.Case
		change func(*app.Flags)
		kept   bool
	}{
		{apptest.Case{Name: "not confirmed", Args: []string{"duplicates", "--apply"}, Code: app.ExitRefused, Out: []string{"4 problems found"}, Err: []string{"there is no terminal to ask on", "add --yes"}}, nil, true},
		{apptest.Case{Name: "read-only, with what was found", Args: []string{"duplicates", "--apply", "--yes"}, Code: app.ExitRefused, Out: []string{"4 problems found"}, Err: []string{"applying the plan of duplicates", "--read-only"}}, readOnly, true},
		{apptest.Case{Name: "read-only, as JSON", Args: []string{"duplicates", "--apply", "--yes", "--json"}, Code: app.ExitRefused, Out: []string{`"guide": "duplicates"`}, Err: []string{"--read-only"}}, readOnly, true},
		{apptest.Case{Name: "rehearsed", Args: []string{"duplicates", "--apply", "--dry-run"}, Code: app.ExitFound, Err: []string{"dry run: nothing was written.", "would have to be typed"}}, nil, true},
		{apptest.Case{Name: "confirmed", Args: []string{"duplicates", "--apply", "--yes"}, Code: app.ExitFound, Out: []string{`✓ delete http/mail.contoso.lab\u200b on FS1$: written`, "Asked again after the write"}}, nil, false},
		{apptest.Case{Name: "confirmed, as JSON", Args: []string{"duplicates", "--apply", "--yes", "--json"}, Code: app.ExitFound, Out: []string{`"after": {`, `"done": true`}, Not: []string{"Asked again"}}, nil, false},
	} {
		t.Run(c.Name, func(t *testing.T) {
			s := lab("duplicates", func(f *app.Flags) {
				if c.change != nil {
					c.change(f)
				}
			})(t)
			apptest.Run(t, s, Command, c.Args...).Hold(t, c.Case)
			if holds(s) != c.kept {
				t.Errorf("the value is there: %v", !c.kept)
			}
		})
	}
}

// The plan goes into a file with what is left for a person; without anything to change
// no file is made.
func TestPlanIntoAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	apptest.Cases(t, lab("duplicates"), PlanCommand, []apptest.Case{
		{Name: "written", Args: []string{"duplicates", "--output", file}, Out: []string{"nothing was changed in the directory", "Left for you to do", "HTTP/APP.contoso.lab  The directory does not show which owner is right", "Apply it with: adwalk apply " + file}},
		{Name: "a file that is there", Args: []string{"duplicates", "--output", file}, Code: app.ExitUsage, Err: []string{file}},
		{Name: "no such guide", Args: []string{"bogus", "--output", file + "2"}, Code: app.ExitUsage, Err: []string{`the guide "bogus"`}},
	})
	none := filepath.Join(t.TempDir(), "none.json")
	apptest.Cases(t, lab("healthy"), PlanCommand, []apptest.Case{{Name: "nothing to change", Args: []string{"duplicates", "--output", none}, Code: app.ExitUnknown, Out: []string{"Nothing wrong was found."}, Err: []string{"there is nothing to write", "no file was made"}},
		{Name: "nothing to change, and no file named", Args: []string{"duplicates"}, Out: []string{"Nothing wrong was found."}, Not: []string{"no file was made"}}})
	if _, err := os.Stat(none); err == nil {
		t.Error("a plan without a change was written")
	}
}
