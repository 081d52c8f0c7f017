package ui_test

import (
	"strings"
	"testing"

	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// The explanations of the : line stand below each other, however long the names are.
func TestThePaletteKeepsItsColumns(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Guides = append(b.Guides, b.Guides[0])
	b.Guides[len(b.Guides)-1].ID = "a-guide-with-a-rather-long-name"
	b.Guides[len(b.Guides)-1].Symptom = b.Guides[0].Symptom
	d := uitest.New(t, b, clock, 80, 24)
	d.Press(":")
	d.Type("walk ")
	at := -1
	for l := range strings.SplitSeq(d.View(), "\n") {
		if !strings.Contains(l, "walk "+b.Guides[0].ID) && !strings.Contains(l, "walk a-guide-with") {
			continue
		}
		head, _, found := strings.Cut(l, b.Guides[0].Symptom[:12])
		if !found {
			t.Fatalf("no explanation: %q", l)
		}
		if n := len([]rune(head)); at >= 0 && n != at {
			t.Errorf("explanations begin in columns %d and %d:\n%s", at, n, d.View())
		} else {
			at = n
		}
	}
	if at < 0 {
		t.Error(d.View())
	}
}

// What a key has done is read to its end on the smallest terminal.
func TestALongNoteIsReadWhole(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	d := uitest.New(t, b, clock, 80, 24)
	d.Press(":")
	d.Type("there-is-really-no-command-that-has-a-name-like-this-one-so-it-is-refused")
	d.Press("enter")
	d.Sees("? lists them", "enter open")
	if n := strings.Count(d.View(), "\n") + 1; n != 24 {
		t.Errorf("%d rows", n)
	}
}

// While nothing is listed the footer names the keys that do something.
func TestTheFooterNamesKeysThatWork(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Caches, b.Logins = noCaches{}, []screen.LoginKind{screen.WithPassword}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("t")
	rows := strings.Split(d.View(), "\n")
	for _, want := range []string{"a ask", "L log in", "r read again"} {
		if !strings.Contains(rows[len(rows)-1], want) {
			t.Errorf("%q is missing in %q", want, rows[len(rows)-1])
		}
	}
}

// The key that tries the connection again says what came of it where all was well before.
func TestConnectingAgainIsSaid(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
	d.Press("r")
	d.Sees("connected to dc1.contoso.lab")
}

// A name that is none runs nothing that merely has its letters: the console says so, and
// a second enter takes what is marked.
func TestALikenessIsNoCommand(t *testing.T) {
	clock := uitest.NewClock()
	for _, typed := range []string{"version", "wlak", "walk nope", "page nope", "config"} {
		d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
		before := d.View()
		d.Press(":")
		d.Type(typed)
		d.Press("enter")
		if strings.Contains(d.View(), "needs an argument") || strings.Contains(d.View(), "no command") {
			continue // nothing is like it
		}
		d.Press("esc")
		if first := func(s string) string { return strings.Join(strings.SplitN(s, "\n", 9)[:8], "\n") }; first(d.View()) != first(before) {
			t.Errorf(":%s led to\n%s", typed, d.View())
		}
	}
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
	d.Press(":")
	d.Type("version")
	d.Press("enter")
	d.Sees("there is no :version; enter again takes the marked line", "▸ ")
	d.Press("esc", ":")
	d.Type("ctrls")
	d.Press("enter")
	d.Sees("Domain controllers")
	d.Press("esc", ":")
	d.Type("dup")
	d.Press("enter")
	d.Sees("Clean up duplicate SPNs")
}
