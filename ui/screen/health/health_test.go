package health_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/ui/uitest"
)

// checked is a console on a forest in which one check finds something.
func checked(clock *uitest.Clock) *uitest.Backend {
	b := uitest.Console(uitest.NewForest(clock))
	g := uitest.Guide()
	b.Health = func(string) (guide.Guide, error) {
		return guide.Guide{ID: "check", Symptom: "The whole forest", Inputs: g.Inputs, Steps: g.Steps[:2]}, nil
	}
	return b
}

// save saves the screen under each name and returns what was written.
func save(d *uitest.Driver, b *uitest.Backend, names ...string) map[string]string {
	files := map[string]string{}
	b.OnSave = func(name, text string) *ad.Problem { files[name] = text; return nil }
	for _, name := range names {
		d.Press(":")
		d.Type("save " + name)
		d.Press("enter")
		d.Sees("saved to " + name)
	}
	return files
}

// The list is saved in each form: the same rows in each, with who asked whom and when.
func TestHealthIsSaved(t *testing.T) {
	clock := uitest.NewClock()
	b := checked(clock)
	d := uitest.New(t, b, clock, 100, 30)
	b.Engine.Checks["spn-missing"] = diag.Check{Code: "spn-missing", Severity: diag.Error, Needs: []string{facts.Owners.Name}, Run: func(_ *diag.Reader, o *diag.Out) {}}
	d.Press("h")
	d.Sees("1 more check, none of them wrong or unknown: a lists them")
	d.Press("a")
	d.Sees("Finding spn-missing", "Finding ticket-refused")
	d.Lacks("a lists them")
	files := save(d, b, "x.csv", "x.json", "x.md", "x.html", "x.txt")
	rows, err := csv.NewReader(strings.NewReader(files["x.csv"])).ReadAll()
	if err != nil || len(rows) != 3 || strings.Join(rows[0], " ") != "status area code title wrong unknown blocked ok" {
		t.Errorf("%v %q", err, rows)
	}
	var doc struct {
		Realm, Server, Identity string
		Rows                    []map[string]string
	}
	if err := json.Unmarshal([]byte(files["x.json"]), &doc); err != nil || len(doc.Rows) != 2 || doc.Realm == "" || doc.Server == "" || doc.Identity == "" {
		t.Errorf("%v %+v", err, doc)
	}
	for name, text := range files {
		for _, code := range []string{"spn-missing", "ticket-refused"} {
			if !strings.Contains(text, code) {
				t.Errorf("%s lacks %s:\n%s", name, code, text)
			}
		}
		if strings.Contains(text, "not complete") {
			t.Errorf("%s: a whole check is called incomplete", name)
		}
	}
}

// halting answers the first part of the check and then waits.
type halting struct {
	guide.Collector
	parts int
}

func (h *halting) Collect(ctx context.Context, reqs []diag.Request, s *diag.Snapshot, p guide.Progress) {
	if h.parts++; h.parts > 1 {
		<-ctx.Done()
		return
	}
	h.Collector.Collect(ctx, reqs, s, p)
}

// A check that was stopped says so in what is saved of it.
func TestAStoppedCheckIsSavedAsIncomplete(t *testing.T) {
	clock := uitest.NewClock()
	b := checked(clock)
	b.Engine.Collector = &halting{Collector: b.Engine.Collector}
	d := uitest.New(t, b, clock, 100, 30)
	d.Key("h")
	d.Until("Finding spn-missing")
	d.Press("ctrl+x")
	for name, text := range save(d, b, "x.csv", "x.json", "x.md", "x.html", "x.txt") {
		if !strings.Contains(text, "not complete") {
			t.Errorf("%s does not say that the check was stopped:\n%s", name, text)
		}
	}
}

// > sorts by the next column, and enter still opens the row under the cursor.
func TestHealthIsSorted(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, checked(clock), clock, 100, 30)
	d.Press("h", "a")
	order := func() string {
		if v := d.View(); strings.Index(v, "Finding spn-missing") < strings.Index(v, "Finding ticket-refused") {
			return "spn first"
		}
		return "ticket first"
	}
	d.Press(">", ">", ">")
	before := order()
	d.Press("<")
	if order() == before {
		t.Errorf("turning the order changes nothing:\n%s", d.View())
	}
	d.Press("home")
	top := "Finding spn-missing"
	if order() == "ticket first" {
		top = "Finding ticket-refused"
	}
	d.Press("enter")
	d.Sees(top)
	d.Lacks(map[string]string{"Finding spn-missing": "ticket-refused", "Finding ticket-refused": "spn-missing"}[top])
}

// The forest's checks are a list with counts; a filter narrows it, and enter shows
// the evidence.
func TestHealthListsWhatIsWrong(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	g := uitest.Guide()
	b.Health = func(string) (guide.Guide, error) {
		for i := range g.Steps {
			if g.Steps[i].ID == "owners" {
				return guide.Guide{ID: "check", Symptom: "The whole forest", Inputs: g.Inputs, Steps: g.Steps[:i+1]}, nil
			}
		}
		return g, nil
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("h")
	d.Sees("Health of the forest", "wrong")
	d.Press("/")
	d.Type("nothing has this word")
	d.Sees("No check has these words")
	d.Press("esc")
	d.Lacks("No check has these words")
}

// A row leads on, also from its evidence: to a walkthrough of the whole forest, else to
// one about a service with the SPN that was found; to its page and to a ticket. What it
// does not lead to says why.
func TestHealthLeadsToTheFix(t *testing.T) {
	clock := uitest.NewClock()
	b := checked(clock)
	steps := b.Guides[0].Steps
	forest := guide.Guide{ID: "forest", Symptom: "The names of the forest", Steps: steps[:1]}
	service := guide.Guide{ID: "service", Symptom: "One service", Inputs: []guide.Input{{Key: "service", Title: "the service", Required: true}}, Steps: steps[:1]}
	found := guide.Guide{ID: "found", Symptom: "What is found out", Inputs: []guide.Input{{Key: "array", Discover: func(*diag.Reader) []string { return nil }}}, Steps: steps[:1]}
	open := func(guides ...guide.Guide) *uitest.Driver {
		b.Guides = guides
		d := uitest.New(t, b, clock, 100, 30)
		d.Press("h")
		return d
	}
	d := open(found, service, forest)
	d.Press("f")
	d.Sees("The names of the forest", "step 1 of")
	d.Press("esc", "enter", "f")
	d.Sees("The names of the forest", "step 1 of")
	d.Press("esc", "P")
	d.Sees("What it means")
	d.Press("esc", "t")
	d.Sees("Tickets", "exchangeMDB/outlook.contoso.lab")
	d.Press("esc", "o")
	d.Sees("this finding names no object")

	d = open(found, service)
	d.Press("f")
	d.Sees("One service", "step 1 of")
	d.Press("i")
	d.Sees("exchangeMDB/outlook.contoso.lab")

	d = open(found)
	d.Press("f")
	d.Sees("no walkthrough goes on with this")
}
