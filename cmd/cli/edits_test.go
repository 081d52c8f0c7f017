package cli

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/cmd/app"
)

// Every edit can be rehearsed, put into a file, written and undone; after the undo the
// object is as it was.
func TestEveryEditIsAPlan(t *testing.T) {
	if testing.Short() {
		t.Skip("runs each command several times")
	}
	f := newLabForest(t, "delegation", "operator")
	show := func(account string) string {
		t.Helper()
		code, out, errs := f.run(t, "delegation", "show", account, "--json")
		_, types, _ := f.run(t, "enctypes", "list", account, "--json")
		_, names, _ := f.run(t, "setspn", "-L", account, "--json")
		if code != app.ExitOK {
			t.Fatalf("exit %d: %s", code, errs)
		}
		lines := strings.Split(strings.ReplaceAll(out+types+names, ",\n", "\n"), "\n")
		slices.Sort(lines) // values have no order
		return strings.Join(lines, "\n")
	}
	for name, edit := range map[string][]string{
		"list":        {"delegation", "add-service", "FE1$", "http/new.contoso.lab"},
		"drop":        {"delegation", "del-service", "FE1$", "http/be1.contoso.lab"},
		"transition":  {"delegation", "for-any-protocol", "FE1$", "off"},
		"let in":      {"delegation", "add-principal", "BE1$", "FE1$"},
		"shut out":    {"delegation", "del-principal", "FS1$", "S-1-5-21-1004336348-1177326024-725345543-4000"},
		"enctypes":    {"enctypes", "set", "FE1$", "aes"},
		"no enctypes": {"enctypes", "delete", "FE1$"},
		"move":        {"setspn", "--move", "HOST/FE1", "BE1$"},
	} {
		t.Run(name, func(t *testing.T) {
			account := edit[len(edit)-2]
			switch name {
			case "no enctypes":
				account = "FE1$"
			case "move":
				account = "BE1$"
			}
			before := show(account)
			if code, out, errs := f.run(t, append(edit, "--dry-run", "--read-only")...); code != app.ExitOK || !strings.Contains(out, "dry run") || !strings.Contains(errs, "have to be typed") {
				t.Errorf("dry run: exit %d: %s %s", code, out, errs)
			}
			file := filepath.Join(t.TempDir(), "plan.json")
			if code, _, errs := f.run(t, append(edit, "--output", file, "--read-only")...); code != app.ExitOK {
				t.Fatalf("plan: exit %d: %s", code, errs)
			}
			if code, _, errs := f.run(t, edit...); code != app.ExitRefused || !strings.Contains(errs, "not confirmed") {
				t.Errorf("not confirmed: exit %d: %s", code, errs)
			}
			if now := show(account); now != before {
				t.Errorf("something was written before it was confirmed: %s", now)
			}
			if code, _, errs := f.run(t, "apply", file, "--yes"); code != app.ExitOK {
				t.Fatalf("apply: exit %d: %s", code, errs)
			}
			if now := show(account); now == before {
				t.Errorf("nothing changed: %s", now)
			}
			if code, _, errs := f.run(t, append(edit, "--yes")...); code == app.ExitOK {
				t.Errorf("done twice: %s", errs)
			}
			_, out, _ := command(t, "journal", "--json")
			var entries []struct{ Plan string }
			if err := json.Unmarshal([]byte(out), &entries); err != nil {
				t.Fatal(err)
			}
			if code, _, errs := f.run(t, "journal", "--undo", entries[len(entries)-1].Plan, "--yes"); code != app.ExitOK {
				t.Errorf("undo: exit %d: %s", code, errs)
			}
			if now := show(account); now != before {
				t.Errorf("after the undo\n%s\nwant\n%s", now, before)
			}
		})
	}
}
