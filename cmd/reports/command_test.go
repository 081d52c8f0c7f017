package reports

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/report"
)

func TestRefusals(t *testing.T) {
	there := filepath.Join(t.TempDir(), "there.md")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	apptest.Cases(t, func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }, Command, []apptest.Case{
		{Name: "no file", Args: []string{"gmsa"}, Code: app.ExitUsage, Err: []string{"no file was named", "do   add --output report.html, .md, .json or .csv; - prints Markdown"}},
		{Name: "a form that nobody knows", Args: []string{"gmsa", "--output", "report.pdf"}, Code: app.ExitUsage, Err: []string{"--output report.pdf", "the ending names no form that is known"}},
		{Name: "no such guide", Args: []string{"gmsas", "--output", "-"}, Code: app.ExitUsage, Err: []string{"did you mean gmsa?"}},
		{Name: "a file that is there", Args: []string{"gmsa", "--output", there}, Code: app.ExitUsage, Err: []string{there}},
		{Name: "an earlier run that is none", Args: []string{"gmsa", "--output", "-", "--since", there}, Code: app.ExitUsage, Err: []string{there}},
		{Name: "an input that the guide does not have", Args: []string{"gmsa", "--output", "-", "--set", "colour=blue"}, Code: app.ExitUsage, Err: []string{"colour"}},
		{Name: "the schema", Args: []string{"--schema"}, Out: []string{`"$schema"`, report.Schema}},
	})
}

// One walk in every form: each tells the same findings, and the exit code is the walk's.
func TestForms(t *testing.T) {
	const finding = "gmsa-host-not-allowed"
	dir := t.TempDir()
	written := func(name string, args ...string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		got := apptest.Run(t, apptest.LabSession(t, "gmsa"), Command, append([]string{"gmsa", "--output", path}, args...)...)
		got.Hold(t, apptest.Case{Name: name, Code: app.ExitFound, Err: []string{path + ": "}})
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	md, page, table, raw := written("r.md"), written("r.html"), written("r.csv"), written("r.json")
	for name, text := range map[string]string{"md": md, "html": page, "csv": table, "json": raw} {
		if !strings.Contains(text, finding) || !strings.Contains(strings.ToLower(text), "web1$") {
			t.Errorf("%s does not tell the finding", name)
		}
	}
	var d report.Document
	if err := json.Unmarshal([]byte(raw), &d); err != nil || d.Schema != report.Schema || len(d.Sections) != 1 || len(d.Queries) == 0 || d.Digest == "" || d.Header.Server != "dc1.contoso.lab" {
		t.Errorf("JSON: %v %+v", err, d.Header)
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "src=") || strings.Contains(page, "url(") {
		t.Error("the page runs or loads something")
	}
	if rows, err := csv.NewReader(strings.NewReader(table)).ReadAll(); err != nil || len(rows) < 3 {
		t.Errorf("CSV: %d rows, %v", len(rows), err)
	}
	redacted := written("masked.md", "--redact")
	if strings.Contains(strings.ToLower(redacted), "contoso") || strings.Contains(strings.ToLower(redacted), "web1") || !strings.Contains(redacted, finding) {
		t.Errorf("masked:\n%s", redacted)
	}
	since := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "gmsa", "--output", filepath.Join(dir, "later.md"), "--since", filepath.Join(dir, "r.json"))
	since.Hold(t, apptest.Case{Name: "what was fixed since", Code: app.ExitOK, Err: []string{"since " + filepath.Join(dir, "r.json") + ": ", "1 fixed"}})
}
