package page_test

import (
	"fmt"
	"strings"
	"testing"

	"adwalk/ui/screen/page"
	"adwalk/ui/uitest"
)

// A long page is read to its end and back, copied whole, and what is in it moves no
// cursor.
func TestALongPageIsReadAndCopied(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	var text strings.Builder
	for i := range 90 {
		fmt.Fprintf(&text, "paragraph %d\n\n", i)
	}
	text.WriteString("the end \x1b[2J\x07of it")
	b.Pages = func(string) string { return text.String() }
	d := uitest.New(t, b, clock, 80, 24)
	d.Press(":")
	d.Type("page spn-duplicate")
	d.Press("enter")
	d.Sees("paragraph 0")
	d.Lacks("paragraph 80", "\x1b[2J", "\x07")
	d.Press("space")
	d.Lacks("paragraph 0 ")
	d.Press("end")
	d.Sees("the end")
	d.Lacks("\x1b[2J", "\x07")
	d.Press("home")
	d.Sees("paragraph 0")
	d.Press("y")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "paragraph 89") {
		t.Errorf("copied %d texts", len(d.Copied))
	}
	d.Press("esc", "esc")
	d.Sees("What do you see?")
}

func TestAPageThatDoesNotExist(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Pages = func(string) string { return "" }
	d := uitest.New(t, b, clock, 80, 24)
	d.Press(":")
	d.Type("page no-such-code")
	d.Press("enter")
	d.Sees("no page for no-such-code")
}

// The value behind a label goes on below itself, not below the label.
func TestALongValueHangsBelowItself(t *testing.T) {
	var got []string
	for _, l := range page.Layout("    object  CN=a long name,OU=one,OU=two\n    at      09:12\n    words without a label go on at their indent\nBegins   with one word, at the left", 34) {
		var b strings.Builder
		for _, s := range l.Spans {
			b.WriteString(s.Text)
		}
		got = append(got, strings.TrimRight(b.String(), " "))
	}
	want := []string{
		"     object  CN=a long", "             name,OU=one,OU=two", "     at      09:12",
		"     words without a label go on", "     at their indent",
		" Begins   with one word, at the", "          left",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
