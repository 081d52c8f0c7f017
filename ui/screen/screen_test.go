package screen

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

func keys(f interface{ Type(widget.Key) bool }, names ...string) (used bool) {
	for _, n := range names {
		k := widget.Key{Name: n}
		if len([]rune(n)) == 1 {
			k.Text = n
		}
		used = f.Type(k)
	}
	return used
}

// Every typed word has to be in a row, in any column and any letters.
func TestFilter(t *testing.T) {
	for _, c := range []struct {
		typed string
		cells []string
		fits  bool
	}{
		{"", []string{"anything"}, true},
		{"mail", []string{"http/MAIL.contoso.lab", "ASA$"}, true},
		{"asa mail", []string{"http/mail.contoso.lab", "ASA$"}, true},
		{"asa gone", []string{"http/mail.contoso.lab", "ASA$"}, false},
		{" ", []string{"x"}, true},
	} {
		var f Filter
		f.Open()
		keys(&f, strings.Split(c.typed, "")...)
		if f.Fits(c.cells...) != c.fits {
			t.Errorf("%q, %q: %v", c.typed, c.cells, !c.fits)
		}
	}
	var f Filter
	if f.Typing() || f.Clear() || f.View(80) != nil {
		t.Error("an unused filter hides nothing and shows nothing")
	}
	f.Open()
	keys(&f, "/", "a", "b", "enter")
	if f.Typing() || f.Text() != "ab" || !strings.Contains(strings.Join(Texts(f.View(80)), ""), "esc shows all") {
		t.Errorf("enter keeps %q", f.Text())
	}
	f.Open()
	if keys(&f, "esc"); f.Text() != "" || f.Typing() {
		t.Errorf("esc leaves %q", f.Text())
	}
}

func TestSift(t *testing.T) {
	table := &widget.Table{Columns: []widget.Column{{Title: "SPN"}, {Title: "Owner"}}}
	s := Sift{Table: table}
	why := func(help string) string {
		for _, b := range s.Bindings() {
			if b.Help == help {
				return b.Why
			}
		}
		return "no such key"
	}
	if why("filter") != "there are no rows to filter" {
		t.Errorf("an empty list: %q", why("filter"))
	}
	for _, r := range [][2]string{{"http/b", "ASA$"}, {"http/a", "WEB1$"}, {"cifs/c", "FS1$"}} {
		table.Rows = append(table.Rows, []widget.Span{widget.S(theme.Plain, r[0]), widget.S(theme.Plain, r[1])})
	}
	if why("filter") != "" || why("sort") != "" {
		t.Errorf("a list with rows: %q", why("filter"))
	}
	if !s.Handle(doFilter) || !s.Typing() {
		t.Error("the filter does not open")
	}
	if keys(&s, "h", "t", "t", "p"); table.Len() != 2 {
		t.Errorf("%d rows have the word", table.Len())
	}
	keys(&s, "x")
	if got := strings.Join(Texts(s.View(80)), "\n"); table.Len() != 0 || !strings.Contains(got, "No row has these words; esc shows all.") {
		t.Errorf("no row: %q", got)
	}
	if !s.Leave() || table.Len() != 3 || s.Leave() {
		t.Error("esc shows all once, and leaves after that")
	}
	if s.Handle("another") {
		t.Error("a key of the screen's own was taken")
	}
}

func TestShortTexts(t *testing.T) {
	line := func(s string) widget.Line { return widget.Text(theme.Plain, s) }
	long := []widget.Line{line("one"), line("two"), line("three")}
	for n, want := range map[int][]string{0: {"one …"}, 1: {"one …"}, 2: {"one", "two …"}, 3: {"one", "two", "three"}} {
		if got := Texts(Shorten(long, n)); !slices.Equal(got, want) {
			t.Errorf("%d lines: %q", n, got)
		}
	}
	if Texts(long)[0] != "one" {
		t.Error("what was shortened was changed")
	}
	for dn, want := range map[string]string{"CN=WEB1,OU=Servers,DC=x": "WEB1", "": "", "alice": "alice"} {
		if got := FirstName(dn); got != want {
			t.Errorf("%s: %q", dn, got)
		}
	}
	for text, want := range map[string]string{"http/mail": "http/mail", "http/m\u0430il": "http/mа‹U+0430›il", "http/ma\u200bil": "http/ma‹U+200B›il"} {
		if got := MarkedText(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := TabText(nil, [][]string{{"a", "b", ""}, {"", "c"}}); got != "a\tb\n\tc\n" {
		t.Errorf("%q", got)
	}
	if got := Texts([]widget.Line{line("  a     b "), {}, line("")}); !slices.Equal(got, []string{"a  b"}) {
		t.Errorf("%q", got)
	}
}

// A problem says what, why and what to do; without a directory there is always one.
func TestProblems(t *testing.T) {
	p := &ad.Problem{What: "reading", Why: "access denied", Do: "log in"}
	if got := strings.Join(Texts(ProblemLines(p, 80)), "|"); got != "✗ reading|access denied|log in" {
		t.Errorf("%q", got)
	}
	if got := strings.Join(Texts(ProblemLines(&ad.Problem{What: "reading"}, 80)), "|"); got != "✗ reading" {
		t.Errorf("%q", got)
	}
	if ProblemLines(nil, 80) != nil {
		t.Error("no problem is drawn as one")
	}
	for _, l := range ProblemLines(&ad.Problem{What: strings.Repeat("word ", 60), Why: strings.Repeat("x", 300)}, 40) {
		if n := l.Width(); n > 40 {
			t.Errorf("a line of %d cells", n)
		}
	}
	if got := NoDirectory(&World{}); got.Kind != ad.ProblemNotAsked || got.Do == "" {
		t.Errorf("%+v", got)
	}
	if got := NoDirectory(&World{Problem: p}); got != p {
		t.Errorf("the reason that is known is told: %+v", got)
	}
}

// Without a gate of the session the changes themselves are judged; a refusal comes back
// as one.
func TestAskGate(t *testing.T) {
	p := fix.Plan{Title: "a plan", Changes: []fix.Planned{{Change: ad.Change{Op: ad.AddValue, DN: "CN=a", Attribute: "servicePrincipalName", Value: "http/a"}}}}
	task, ok := Access{}.AskGate("q1", p).(Task)
	if !ok || task.Slot != GateSlot || task.Effect != Ask {
		t.Fatalf("%+v", task)
	}
	got := task.Do(t.Context(), nil).(Gated)
	if got.ID != "q1" || got.Problem != nil || !slices.Equal(got.Demand.Words, []string{"yes"}) || got.Plan.Title != "a plan" {
		t.Errorf("%+v", got)
	}
	many := p
	for i := range fix.MaxObjects + 1 {
		c := p.Changes[0]
		c.Change.DN = strings.Repeat("x", i+1)
		many.Changes = append(many.Changes, c)
	}
	if got := (Access{}).AskGate("q2", many).(Task).Do(t.Context(), nil).(Gated); got.Problem == nil || !strings.Contains(got.Problem.Do, "--allow-tier0") {
		t.Errorf("a plan that is refused: %+v", got.Problem)
	}
}

func TestKeysAsTheyAreShown(t *testing.T) {
	for want, b := range map[string]Binding{"enter": {Keys: []string{"enter", "right"}}, "1-9": {Keys: []string{"1"}, Shown: "1-9"}, "": {}} {
		if got := b.Label(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	w := World{Logins: []LoginKind{WithCache}}
	if !w.CanLogin(WithCache) || w.CanLogin(WithPassword) {
		t.Error("a login that the console cannot make is offered")
	}
}
