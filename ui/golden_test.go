package ui_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/uitest"
)

// Every screen at the two sizes that it is made for.
func TestViews(t *testing.T) {
	views := []struct {
		name string
		keys func(d *uitest.Driver)
	}{
		{"start", func(*uitest.Driver) {}},
		{"start-explain", func(d *uitest.Driver) {
			d.Paste("KDC_ERR_S_PRINCIPAL_UNKNOWN while getting credentials for http/mail.contoso.lab")
		}},
		{"walk", func(d *uitest.Driver) { d.Press("enter") }},
		{"walk-evidence", func(d *uitest.Driver) { d.Press("enter", "enter") }},
		{"walk-item", func(d *uitest.Driver) { d.Press("enter", "right", "right", "enter") }},
		{"walk-inputs", func(d *uitest.Driver) { d.Press("enter", "i") }},
		{"walk-paste", func(d *uitest.Driver) { d.Press("enter", "p"); d.Paste("Name: CAS1\r\nAlternate…\r\n") }},
		{"plan", func(d *uitest.Driver) { d.Press("enter", "f") }},
		{"plan-ldif", func(d *uitest.Driver) { d.Press("enter", "f", "tab", "tab") }},
		{"plan-confirm", func(d *uitest.Driver) { d.Press("enter", "f", "enter") }},
		{"plan-applied", func(d *uitest.Driver) { d.Press("enter", "f"); confirm(d, "CAS1$") }},
		{"tickets", func(d *uitest.Driver) { d.Press("t") }},
		{"tickets-refused", func(d *uitest.Driver) { d.Press("t", "a"); d.Type("http/nobody.contoso.lab"); d.Press("enter") }},
		{"spns", func(d *uitest.Driver) { d.Press("s"); d.Type("outlook"); d.Press("enter") }},
		{"objects", func(d *uitest.Driver) { d.Press("o", "/"); d.Type("CASARRAY"); d.Press("enter", "tab") }},
		{"controllers", func(d *uitest.Driver) { d.Press("d") }},
		{"journal", func(d *uitest.Driver) { d.Press("w") }},
		{"log", func(d *uitest.Driver) { d.Press("l") }},
		{"spns-empty", func(d *uitest.Driver) { d.Press("s") }},
		{"health", func(d *uitest.Driver) { d.Press("h", "a") }},
		{"page", func(d *uitest.Driver) { command(d, "page spn-missing") }},
		{"log-command", func(d *uitest.Driver) { d.Press("l", "up", "enter") }},
		{"journal-details", func(d *uitest.Driver) { d.Press("w", "enter") }},
		{"help", func(d *uitest.Driver) { d.Press("?") }},
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, v := range views {
			name := fmt.Sprintf("%s-%dx%d", v.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				clock := uitest.NewClock()
				d := uitest.New(t, sampleDeps(clock), clock, size[0], size[1])
				v.keys(d)
				uitest.Golden(t, name, d.View(), size[0], size[1])
			})
		}
	}
}

// sampleDeps is the forest with a journal and a log worth looking at.
func sampleDeps(clock *uitest.Clock) *uitest.Backend {
	d := uitest.Console(uitest.NewForest(clock))
	d.Explain = func(string) []screen.Explanation {
		return []screen.Explanation{{Title: "No account holds the name that was asked for", Sure: "sure", What: "KDC_ERR_S_PRINCIPAL_UNKNOWN (7). The KDC knows no such service.",
			Cause: []string{"the name was never registered", "the client built another name than intended, from an alias or an address, and nobody noticed for as long as NTLM covered it"},
			Do:    []string{"search the forest for its owners"}, Guide: "sample", Values: map[string]string{"spn": "http/mail.contoso.lab"}},
			{Title: "The name is on several accounts", Sure: "possible", Guide: "duplicates"}}
	}
	d.OnJournal = func() ([]screen.JournalRow, error) { return journalRows(clock), nil }
	d.OnLog = func() []screen.LogLine { return logLines(clock) }
	g := uitest.Guide()
	d.Health = func(string) (guide.Guide, error) {
		return guide.Guide{ID: "check", Symptom: "The whole forest", Inputs: g.Inputs, Steps: g.Steps[:2]}, nil
	}
	return d
}

// confirm waits out the grace period and types the word.
func confirm(d *uitest.Driver, word string) {
	d.Press("enter")
	d.Clock.Pass(1e9)
	d.Type(word)
	d.Press("enter")
}

// The main screens in a wide terminal: three panes and calm around them.
func TestWideViews(t *testing.T) {
	for name, keys := range map[string][]string{"start": nil, "walk": {"enter"}, "walk-decided": {"enter", "n"}, "plan": {"enter", "f"}, "tickets": {"t"}, "controllers": {"d"}, "log": {"l"}} {
		t.Run(name, func(t *testing.T) {
			clock := uitest.NewClock()
			d := uitest.New(t, sampleDeps(clock), clock, 200, 60)
			d.Press(keys...)
			uitest.Golden(t, name+"-200x60", d.View(), 200, 60)
		})
	}
}

// The same screens in colour, with escape characters written as ␛: on a light and
// a dark terminal of 16 colours, on one of 256, and without colour.
func TestColours(t *testing.T) {
	palettes := map[string]theme.Palette{"dark16": {Depth: theme.Sixteen}, "light16": {Depth: theme.Sixteen, Light: true}, "256": {Depth: theme.TwoFiftySix}, "none": {}}
	for _, p := range slices.Sorted(maps.Keys(palettes)) {
		for name, keys := range map[string][]string{"start": nil, "walk": {"enter"}, "plan": {"enter", "f"}} {
			t.Run(name+"-"+p, func(t *testing.T) {
				clock := uitest.NewClock()
				d := uitest.New(t, sampleDeps(clock), clock, 80, 24)
				d.Press(keys...)
				bare := d.View()
				d.Model.SetPalette(palettes[p])
				coloured := d.View()
				if ansi.Strip(coloured) != bare {
					t.Error("the colours change more than the colours")
				}
				path := "colour-" + name + "-" + p
				uitest.Kept(t, path, strings.ReplaceAll(coloured, "\x1b", "␛")+"\n")
			})
		}
	}
}
