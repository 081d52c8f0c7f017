package interactive

import (
	"encoding/json"
	"strings"
	"testing"

	"adwalk/cmd/apptest"
	"adwalk/cmd/engine"
	"adwalk/diag"
	"adwalk/diag/guide/library"
	"adwalk/diag/report"
	"adwalk/diag/walk"
)

// What the console saves of a walk is the report that adwalk report writes: the
// published form, with evidence, plan and what was sent.
func TestTheConsoleSavesReports(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab")
	}
	s := apptest.LabSession(t, "duplicates")
	g, _ := library.ByID("duplicates")
	w := walk.New(g, walk.Parts{Engine: engine.With(engine.NewEpochCollector(s)), Facts: diag.NewSnapshot})
	if err := s.LabInputs(g, w, true); err != nil {
		t.Fatal(err)
	}
	st := w.Run(t.Context(), nil)
	write := Backend{Session: s}.Setup().Report
	for ending, want := range map[string]string{".html": "<h2 id=\"duplicates\">", ".md": "# ", ".csv": "spn-duplicate"} {
		text, err := write(st, w.Snapshot(), ending)
		if err != nil || !strings.Contains(text, want) {
			t.Errorf("%s: %v\n%.600s", ending, err, text)
		}
	}
	text, err := write(st, w.Snapshot(), ".json")
	var d report.Document
	if err != nil || json.Unmarshal([]byte(text), &d) != nil || d.Schema != report.Schema || d.Header.Server == "" || len(d.Queries) == 0 || len(d.Sections) != 1 || len(d.Sections[0].Findings) == 0 {
		t.Errorf("%v\n%.600s", err, text)
	}
}
