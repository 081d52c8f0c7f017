package journals

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func change(op ad.ChangeOp, account, value string) ad.Change {
	return ad.Change{Op: op, Account: account, DN: "CN=" + strings.TrimSuffix(account, "$") + ",DC=contoso,DC=lab", GUID: account, Attribute: "servicePrincipalName", Value: value}
}

// written makes a journal of the operator's own. Each change ends as the map says; one
// that is not in it has no outcome.
func written(t *testing.T, title string, results map[string]string, changes ...ad.Change) (plan string, ids []string) {
	t.Helper()
	j, err := journal.Open("")
	if err != nil {
		t.Fatal(err)
	}
	if title != "" {
		if plan, err = j.BeginPlan(t.Context(), journal.Entry{Operator: "alice", Title: title, Changes: changes}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range changes {
		result, ended := results[string(c.Op)+" "+c.Account]
		if result == "not begun" {
			continue
		}
		id, err := j.Begin(t.Context(), journal.Entry{Operator: "alice", Server: "dc1.contoso.lab", Plan: plan, Change: c})
		if err != nil {
			t.Fatal(err)
		}
		if ids = append(ids, id); ended {
			if err := j.End(id, journal.Entry{Result: result}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return plan, ids
}

func state(t *testing.T) {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
}

func TestList(t *testing.T) {
	state(t)
	s := apptest.Alone(t, "")
	apptest.Run(t, s, Command).Hold(t, apptest.Case{Out: []string{"Nothing was written yet."}})
	if got := apptest.Run(t, s, Command, "--json"); got.Out != "[]\n" {
		t.Errorf("an empty journal as JSON: %q", got.Out)
	}
	apptest.Run(t, s, Command, "--settle").Hold(t, apptest.Case{Out: []string{"Every change in the journal has a known result."}})
	add := change(ad.AddValue, "WEB1$", "http/app\x1b[31m")
	plan, ids := written(t, "let WEB1$ have it", map[string]string{"add WEB1$": journal.Done}, add, change(ad.DeleteValue, "OLD$", "http/app"))
	apptest.Run(t, s, Command).Hold(t, apptest.Case{Out: []string{ids[0] + "  done  add http/app", " on CN=WEB1,DC=contoso,DC=lab at dc1.contoso.lab by alice  plan " + plan, ids[1] + "  unknown  delete http/app on CN=OLD"},
		Err: []string{"1 without a known result; adwalk journal --settle looks them up"}, Not: []string{"\x1b"}})
	var entries []journal.Entry
	if apptest.Run(t, s, Command, "--json").JSON(t, &entries); len(entries) != 2 || entries[0].Change.Value != add.Value || entries[1].Result != journal.Unknown || entries[0].Plan != plan {
		t.Errorf("%+v", entries)
	}
}

func TestRefusals(t *testing.T) {
	state(t)
	_, ids := written(t, "", map[string]string{"add WEB1$": journal.Refused}, change(ad.AddValue, "WEB1$", "http/app"))
	start := func(t *testing.T) *app.Session { return apptest.Alone(t, "") }
	apptest.Cases(t, start, Command, []apptest.Case{
		{Name: "two at once", Args: []string{"--undo", "x", "--settle"}, Code: app.ExitUsage, Err: []string{"--undo, --since, --finish, --settle and --all exclude each other", "do   choose one"}},
		{Name: "no such entry", Args: []string{"--undo", "x"}, Code: app.ExitUsage, Err: []string{"undoing entry x", "why  the journal has no such entry", "do   adwalk journal lists them"}},
		{Name: "no such plan", Args: []string{"--finish", "x"}, Code: app.ExitUsage, Err: []string{"finishing plan x", "why  the journal has no such plan", "--settle lists plans that are half done"}},
		{Name: "no time", Args: []string{"--since", "yesterday"}, Code: app.ExitUsage, Err: []string{"--since yesterday", "why  it is neither a duration nor a time", "write 2h"}},
		{Name: "nothing since then", Args: []string{"--since", "2199-01-01"}, Code: app.ExitUsage, Err: []string{"undoing everything since 2199-01-01"}},
		{Name: "an entry that the directory refused", Args: []string{"--undo", ids[0]}, Code: app.ExitRefused, Err: []string{"why  nothing of it stands in the directory: it was not made, or was undone already"}},
		{Name: "a word too many", Args: []string{"x"}, Code: app.ExitUsage},
	})
	readOnly := func(t *testing.T) *app.Session { return apptest.Alone(t, "", func(f *app.Flags) { f.ReadOnly = true }) }
	apptest.Cases(t, readOnly, Command, []apptest.Case{
		{Name: "undoing, read-only", Args: []string{"--undo", ids[0]}, Code: app.ExitRefused, Err: []string{"--read-only"}},
		{Name: "finishing, read-only", Args: []string{"--finish", "x"}, Code: app.ExitRefused, Err: []string{"--read-only"}},
	})
}

// A change that was made is undone by its entry, by its plan, or by its time; what was
// undone once is not undone again.
func TestUndoAndFinishInTheLab(t *testing.T) {
	state(t)
	s := apptest.LabSession(t, "healthy")
	e, err := s.Editor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir, _ := s.Directory(t.Context())
	web := func() ad.Account {
		a, err := lookup.Resolve(t.Context(), dir, "WEB1$")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	has := func(spn string) bool { return strings.Contains(strings.Join(web().SPNs, " "), spn) }
	add := func(spn string) ad.Change {
		return ad.Change{Op: ad.AddValue, Account: "WEB1$", DN: web().DN, GUID: web().GUID, Attribute: "servicePrincipalName", Value: spn}
	}
	first, second := add("http/one.contoso.lab"), add("http/two.contoso.lab")
	part, err := e.BeginPlan(t.Context(), "two SPNs", []ad.Change{first, second})
	if err != nil {
		t.Fatal(err)
	}
	if out := part.Apply(t.Context(), first); !out.Done {
		t.Fatalf("%+v", out)
	}
	contents, _ := journal.Load("")
	plan, entry := contents.Entries[0].Plan, contents.Entries[0].ID
	run := func(c apptest.Case) {
		t.Helper()
		apptest.Run(t, s, Command, c.Args...).Hold(t, c)
	}
	run(apptest.Case{Args: []string{"--settle"}, Code: app.ExitFound, Out: []string{"Half done: two SPNs (plan " + plan + ")", "not made: add http/two.contoso.lab on " + web().DN, "--finish " + plan, "--undo " + plan}})
	run(apptest.Case{Args: []string{"--finish", plan, "--dry-run"}, Out: []string{"http/two.contoso.lab", "dry run"}, Err: []string{"nothing was written"}})
	run(apptest.Case{Args: []string{"--finish", plan}, Code: app.ExitRefused, Err: []string{"there is no terminal to ask on", "add --yes"}})
	if has("two") {
		t.Error("it was written without a confirmation")
	}
	run(apptest.Case{Args: []string{"--finish", plan, "--yes"}, Out: []string{"✓ add http/two.contoso.lab on WEB1$: written"}})
	run(apptest.Case{Args: []string{"--finish", plan, "--yes"}, Code: app.ExitRefused, Err: []string{"all of its changes were made, or are not known"}})
	run(apptest.Case{Args: []string{"--settle"}, Out: []string{"Every change in the journal has a known result."}, Not: []string{"Half done"}})
	run(apptest.Case{Args: []string{"--undo", entry, "--dry-run", "--json"}, Out: []string{`"value": "http/one.contoso.lab"`, `"op": "delete"`}})
	run(apptest.Case{Args: []string{"--undo", entry, "--yes"}, Out: []string{"✓ delete http/one.contoso.lab on WEB1$: written"}})
	run(apptest.Case{Args: []string{"--undo", entry, "--yes"}, Code: app.ExitRefused, Err: []string{"undone already"}})
	run(apptest.Case{Args: []string{"--since", "1h", "--yes", "--json"}, Out: []string{`"value": "http/two.contoso.lab"`}})
	if has("one") || has("two") {
		t.Errorf("not undone: %q", web().SPNs)
	}
	run(apptest.Case{Out: []string{"undone by "}})
}

// A plan is half done while something of it stands and something was not made that
// nobody decided, and nothing else has brought about since.
func TestHalfDonePlans(t *testing.T) {
	del, add := change(ad.DeleteValue, "OLD$", "http/app"), change(ad.AddValue, "NEW$", "http/app")
	for _, c := range []struct {
		name    string
		results map[string]string
		later   []ad.Change // made by hand afterwards
		want    string
	}{
		{"stopped between its halves", map[string]string{"delete OLD$": journal.Done, "add NEW$": "not begun"}, nil, "add NEW$"},
		{"not sent", map[string]string{"delete OLD$": journal.Done, "add NEW$": journal.NotSent}, nil, "add NEW$"},
		{"found not to be made", map[string]string{"delete OLD$": journal.Done, "add NEW$": journal.NotDone}, nil, "add NEW$"},
		{"whole", map[string]string{"delete OLD$": journal.Done, "add NEW$": journal.Done}, nil, ""},
		{"refused, which was shown", map[string]string{"delete OLD$": journal.Done, "add NEW$": journal.Refused}, nil, ""},
		{"nothing made", map[string]string{"delete OLD$": journal.Refused, "add NEW$": "not begun"}, nil, ""},
		{"not known", map[string]string{"delete OLD$": journal.Done, "add NEW$": journal.Failed}, nil, ""},
		{"made by hand since", map[string]string{"delete OLD$": journal.Done, "add NEW$": "not begun"}, []ad.Change{add}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			state(t)
			written(t, "a move", c.results, del, add)
			written(t, "", map[string]string{"add NEW$": journal.Done}, c.later...)
			contents, err := journal.Load("")
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, h := range HalfPlans(contents) {
				for _, left := range h.Left {
					got += string(left.Op) + " " + left.Account
				}
			}
			if got != c.want {
				t.Errorf("left %q, want %q", got, c.want)
			}
		})
	}
}

func TestTimes(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.Local)
	for text, want := range map[string]time.Time{
		"2h": now.Add(-2 * time.Hour), "90m": now.Add(-90 * time.Minute), "2026-05-03": time.Date(2026, 5, 3, 0, 0, 0, 0, time.Local), "2026-05-03 07:08": time.Date(2026, 5, 3, 7, 8, 0, 0, time.Local),
		"2026-05-03 07:08:09": time.Date(2026, 5, 3, 7, 8, 9, 0, time.Local), "2026-05-03T07:08:09Z": time.Date(2026, 5, 3, 7, 8, 9, 0, time.UTC),
	} {
		if got, err := parseSince(text, now); err != nil || !got.Equal(want) {
			t.Errorf("%s: %s %v", text, got, err)
		}
	}
	for _, bad := range []string{"-2h", "0s", "soon", "2026-13-01", "2"} {
		if got, err := parseSince(bad, now); err == nil {
			t.Errorf("%q is taken for %s", bad, got)
		}
	}
}
