package cli

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/ui/uitest"
)

// What differs from one run of the lab to the next: ports, dates, times, and what the
// edge of a column leaves of them.
var fleeting = regexp.MustCompile(`\d[\d:.-]*…|127\.0\.0\.1:\d+|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\dZ?|\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M`)

// varying matches a date whose width changes with the day: lines wrap elsewhere
// then, and such a view is left out.
var varying = regexp.MustCompile(`\d{1,2}/\d{1,2}/\d{4}`)

// length matches how many lines a text has: dates further down have another width on
// another day.
var length = regexp.MustCompile(`of \d(\d*) · pgdn, pgup`)

// labConsole is the console of the lab with the faults of a scenario, at 80x24.
func labConsole(t *testing.T, scenario string) *uitest.Driver {
	t.Helper()
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Lab: true, Scenario: scenario, Timeout: 10e9, Parallel: 4}}
	t.Cleanup(s.Close)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := interactive.Backend{Session: s}
	return uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect}, uitest.NewClock(), 80, 24)
}

// TestGuidesOnTheScreen lays out the real texts of every guide in its own
// scenario of the lab: the first step, and the fix.
func TestGuidesOnTheScreen(t *testing.T) {
	if racing {
		t.Skip("the agreement test walks every guide under the race detector; .ci/diagnosis compares the pictures")
	}
	for _, g := range library.All() {
		d := labConsole(t, g.ID)
		d.Press(":")
		d.Type("walk " + g.ID)
		d.Press("enter")
		if st, _ := d.Model.WalkState(); !st.Complete {
			d.Press("esc")
		}
		d.Press("s", "home")
		look := func(name string) {
			for _, size := range []struct {
				name string
				w, h int
			}{{"80x24", 80, 24}, {"120x40", 120, 40}} {
				d.Resize(size.w, size.h)
				if varying.MatchString(d.View()) {
					continue
				}
				uitest.Golden(t, "guide-"+g.ID+"-"+name+"-"+size.name, scrub(d.View()), size.w, size.h)
			}
			d.Resize(80, 24)
			if title := strings.SplitN(d.View(), "\n", 3)[1]; strings.Contains(title, "…") {
				t.Errorf("%s: its symptom is cut at 80 columns: %s", g.ID, title)
			}
		}
		look("first")
		for _, st := range g.Steps {
			if st.Kind == guide.Fix {
				look("fix")
				break
			}
			d.Press("right")
		}
	}
}

// scrub takes out what differs from run to run, and keeps the width.
func scrub(view string) string {
	view = length.ReplaceAllStringFunc(view, func(s string) string {
		return "of # · pgdn, pgup" + strings.Repeat(" ", len(length.FindStringSubmatch(s)[1]))
	})
	return fleeting.ReplaceAllStringFunc(view, func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '#'
			}
			return r
		}, s)
	})
}
