package dialog

import (
	"strings"
	"testing"
	"time"

	"adwalk/ui/widget"
)

func typed(c *Confirm, word string) Step {
	at := time.Now().Add(time.Hour)
	for _, r := range word {
		c.Key(widget.Key{Name: string(r), Text: string(r)}, at)
	}
	return c.Key(widget.Key{Name: "enter"}, at)
}

func drawn(c *Confirm) string {
	var b strings.Builder
	for _, l := range c.View(80, 20) {
		for _, s := range l.Spans {
			b.WriteString(s.Text)
		}
		b.WriteString("\n")
	}
	return b.String() + strings.Join(c.Hints(), " ")
}

// Each account is asked for in turn; the first name alone, typed twice or not, does
// not confirm, and esc between two of them is no.
func TestAllNamesAreTyped(t *testing.T) {
	c := &Confirm{ID: "x", Words: []string{"CAS1$", "svc-app"}}
	if s := typed(c, "CAS1$"); s.Done {
		t.Fatal("one name of two confirmed")
	}
	if text := drawn(c); !strings.Contains(text, "Type svc-app") || !strings.Contains(text, "(2 of 2)") {
		t.Error(text)
	}
	if s := typed(c, "CAS1$"); s.Done || !strings.Contains(drawn(c), "“CAS1$” is not “svc-app”") {
		t.Errorf("the first name twice: %v %s", s.Done, drawn(c))
	}
	if s := typed(c, "SVC-APP"); !s.Done || !s.Answer.OK {
		t.Error("both names do not confirm")
	}
	c = &Confirm{ID: "x", Words: []string{"CAS1$", "svc-app"}}
	typed(c, "CAS1$")
	if s := c.Key(widget.Key{Name: "esc"}, time.Now().Add(time.Hour)); !s.Done || s.Answer.OK {
		t.Error("esc after the first name is not no")
	}
}

// A question without a word cannot be confirmed with an empty line.
func TestNothingConfirmsWithoutAWord(t *testing.T) {
	for _, words := range [][]string{nil, {""}} {
		if s := typed(&Confirm{ID: "x", Words: words}, ""); s.Done {
			t.Errorf("%q: confirmed", words)
		}
	}
}
