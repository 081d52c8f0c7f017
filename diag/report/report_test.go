package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/walk"
)

// hostile is a text as a directory may hold it.
const hostile = "http/a\x1b]0;x\x07\u202e<script>alert(1)</script>|`*[x](y)"

func sample(name string) Document {
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	ev := []diag.Evidence{{Source: "ldap " + name, At: at, Text: "seen " + name}}
	d := Document{Schema: Schema, Header: walk.Header{Realm: name, Domain: name, Server: name, Identity: name, Mode: []string{"read-only"}, At: at}}
	d.Add(Section{Guide: "duplicates", Title: "Clean up " + name, Steps: []Step{{"owners", name, diag.Fail}},
		Findings: []diag.Finding{{Code: "spn-duplicate", Severity: diag.Error, Subject: name, Summary: name + " has two owners", Evidence: ev}},
		Unknown:  []walk.NotKnown{{Code: "clock-skew", Problem: &ad.Problem{What: name, Why: "no answer"}}},
		Passed:   []walk.Passed{{Code: "spn-malformed", Subject: name, Evidence: ev}},
		Changes:  []fix.ObjectChange{{DN: name, Attribute: "servicePrincipalName", Add: []string{}, Delete: []string{name}}}, Setspn: []string{"setspn -D " + name},
		Applied: []ad.ChangeOutcome{{Change: ad.Change{DN: name}, Server: name, At: at, Done: true}},
		Left:    []walk.Todo{{Step: "owners", Text: name, Command: name}},
		Rows:    []Row{{name, "spn-duplicate", "spn", "fail", name, "=cmd|' /C calc'!A0", name}}})
	d.Owners = []Edge{{From: name, To: name, Kind: "duplicate"}}
	d.Tickets = []Ticket{{Cache: name, Service: name, Start: at, End: at.Add(time.Hour)}}
	d.Queries = []Query{{At: at, Text: "ldapsearch " + name}}
	return d
}

// Nothing foreign reaches the reader's terminal or browser as more than text.
func TestForeignTextStaysText(t *testing.T) {
	for form, render := range map[string]func(io.Writer, Document) error{"html": HTML, "md": Markdown, "json": JSON, "csv": CSV} {
		var buf bytes.Buffer
		if err := render(&buf, sample(hostile)); err != nil {
			t.Fatal(form, err)
		}
		for _, r := range buf.String() {
			if r != '\n' && (unicode.IsControl(r) || ad.Invisible(r)) {
				t.Errorf("%s: U+%04X is written raw", form, r)
				break
			}
		}
		text := buf.String()
		if form == "md" { // what stands in a code block is no markup
			text = regexp.MustCompile("(?s)```.*?```").ReplaceAllString(text, "")
		}
		if form != "json" && form != "csv" && strings.Contains(text, "<script") {
			t.Errorf("%s: markup of the directory is written as markup", form)
		}
	}
}

func TestThePageLoadsNothingAndNeedsNoScript(t *testing.T) {
	var buf bytes.Buffer
	if err := HTML(&buf, sample("http/shop.acme.test")); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "src=", "href=\"http", "url(", "@import", "<iframe", "<img"} {
		if strings.Contains(buf.String(), bad) {
			t.Errorf("the page has %q", bad)
		}
	}
}

func TestTheJSONFollowsItsSchema(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"http/shop.acme.test", hostile} {
		var buf bytes.Buffer
		if err := JSON(&buf, sample(name)); err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(buf.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Error(err)
		}
	}
}

// A spreadsheet would run a cell that begins like a formula.
func TestNoCellIsAFormula(t *testing.T) {
	var buf bytes.Buffer
	if err := CSV(&buf, sample("x")); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&buf).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, c := range row {
			if strings.HasPrefix(c, "=") {
				t.Errorf("the cell %q is a formula", c)
			}
		}
	}
}

func TestTheSummaryCounts(t *testing.T) {
	if got, want := sample("x").Summary.Text(), "1 error, 0 warnings, 0 notices. 1 thing not known, 1 checked and fine. 1 change planned, 1 applied."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A pipeline must not take what is not known for fine.
func TestPipelinesSeeWhatIsNotKnown(t *testing.T) {
	d := sample("http/shop.acme.test")
	d.Sections[0].Rows = append(d.Sections[0].Rows, Row{Check: "clock-skew", Area: "clock", Status: "unknown", Subject: "dc2", Details: "no answer"}, Row{Check: "spn-malformed", Area: "spn", Status: "pass", Subject: "x"})
	for form, c := range map[string]struct {
		render func(io.Writer, Document) error
		want   []string
	}{
		"junit":      {JUnit, []string{`tests="3" failures="1" errors="1"`, "<failure message=", "<error message="}},
		"sarif":      {SARIF, []string{`"ruleId": "spn-duplicate"`, `"level": "error"`, `"kind": "open"`}},
		"prometheus": {Prometheus, []string{`check="clock-skew",area="clock",status="unknown"} 1`, `status="fail"} 1`}},
	} {
		var buf bytes.Buffer
		if err := c.render(&buf, d); err != nil {
			t.Fatal(form, err)
		}
		for _, w := range c.want {
			if !strings.Contains(buf.String(), w) {
				t.Errorf("%s: %q is missing in\n%s", form, w, buf.String())
			}
		}
	}
}

func TestASavedReportTellsWhatChanged(t *testing.T) {
	var buf bytes.Buffer
	if err := JSON(&buf, sample("http/old.acme.test")); err != nil {
		t.Fatal(err)
	}
	old, err := Load(&buf)
	if err != nil {
		t.Fatal(err)
	}
	s := Compare(old, sample("http/new.acme.test"))
	if len(s.New) != 1 || s.New[0] != "spn-duplicate http/new.acme.test" || len(s.Gone) != 1 || s.Same != 0 {
		t.Errorf("%+v", s)
	}
	if _, err := Load(strings.NewReader(`{"schema":"other/9"}`)); err == nil {
		t.Error("another schema is read as ours")
	}
}
