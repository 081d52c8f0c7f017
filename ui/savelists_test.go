package ui_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

// Every list is saved in each form with its rows, and in all but CSV with the sentences
// above the table: what was asked, where, and what is not known.
func TestEveryListIsSaved(t *testing.T) {
	above := map[string]string{
		"tickets": "FILE:/tmp/krb5cc_1000", "spns": "in the whole forest", "services": "a ticket for http/mail.contoso.lab was shown", "names": "Only 1 of 2 has an owner",
		"recording": "finding", "timeline": "finding", "health": "✗", "controllers": "Highest USN: 20481",
	}
	for _, l := range lists() {
		t.Run(l.name, func(t *testing.T) {
			clock := uitest.NewClock()
			b := listed(clock)
			files := map[string]string{}
			b.OnSave = func(name, text string) *ad.Problem { files[name] = text; return nil }
			d := uitest.New(t, b, clock, 120, 40)
			l.open(d)
			for _, name := range []string{"x.txt", "x.md", "x.json", "x.html", "x.csv"} {
				command(d, "save "+name)
				d.Sees("saved to " + name)
			}
			rows, err := csv.NewReader(strings.NewReader(files["x.csv"])).ReadAll()
			if err != nil || len(rows) < 3 {
				t.Fatalf("%v: %q", err, files["x.csv"])
			}
			var doc struct {
				Notes []string
				Rows  []map[string]string
			}
			if err := json.Unmarshal([]byte(files["x.json"]), &doc); err != nil || len(doc.Rows) != len(rows)-1 {
				t.Errorf("%v: %s", err, files["x.json"])
			}
			notes := strings.Join(doc.Notes, "\n")
			if !strings.Contains(notes, above[l.name]) || strings.Contains(notes, "   ") {
				t.Errorf("above the table: %q", notes)
			}
			for _, note := range doc.Notes {
				if !strings.Contains(files["x.md"], strings.ReplaceAll(note, "|", "\\|")) {
					t.Errorf("the Markdown lacks %q", note)
				}
			}
			cell := rows[1][0]
			for name, text := range files {
				if name != "x.txt" && !strings.Contains(text, cell) {
					t.Errorf("%s lacks %q:\n%s", name, cell, text)
				}
			}
		})
	}
}

// What has no table is saved as text; the start screen without an explanation has
// nothing to keep, and says so.
func TestEveryOtherScreenIsSaved(t *testing.T) {
	for name, open := range map[string]func(d *uitest.Driver){
		"objects": func(d *uitest.Driver) { d.Press("o", "/"); d.Type("CASARRAY"); d.Press("enter") },
		"page":    func(d *uitest.Driver) { command(d, "page spn-missing") },
		"plan":    func(d *uitest.Driver) { d.Press("enter", "f") },
		"walk":    func(d *uitest.Driver) { d.Press("enter") },
		"explained": func(d *uitest.Driver) {
			d.Paste("KDC_ERR_S_PRINCIPAL_UNKNOWN while getting credentials for http/mail.contoso.lab")
		},
	} {
		clock := uitest.NewClock()
		b := listed(clock)
		files := map[string]string{}
		b.OnSave = func(name, text string) *ad.Problem { files[name] = text; return nil }
		d := uitest.New(t, b, clock, 120, 40)
		open(d)
		for _, file := range []string{"x.txt", "x.md", "x.json", "x.html"} {
			command(d, "save "+file)
			if len(strings.Split(files[file], "\n")) < 6 && len(files[file]) < 200 {
				t.Errorf("%s of %s: %q\n%s", file, name, files[file], d.View())
			}
		}
	}
	clock := uitest.NewClock()
	d := uitest.New(t, listed(clock), clock, 80, 24)
	command(d, "save x.txt")
	d.Sees("there is nothing on this screen to save")
}
