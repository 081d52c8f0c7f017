package widget

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

var bare = theme.Palette{Bare: true}

// Whatever a line holds, it is drawn in exactly the cells it was given.
func FuzzRenderIsExact(f *testing.F) {
	f.Add("plain", "日本\x1b[2J", 20, 3)
	f.Add("", "\u202e👩\u200d👩e\u0301", 1, 1)
	f.Add("\t", "〮\xc3👩", 11, 1)
	f.Add("🇩", "🇪", 20, 2)
	f.Add("\U0001193F", "x", 51, 2)
	f.Add("ᄀ", "ᅡ", 20, 2)
	f.Fuzz(func(t *testing.T, a, b string, w, h int) {
		w, h = (w%90+90)%90, (h%9+9)%9+1
		tab := Table{Columns: []Column{{Title: "A", Flex: 1, Mid: true}, {Title: "B", Right: true}}, Rows: [][]Span{{S(theme.Plain, a), S(theme.Bad, b)}}}
		lines := append([]Line{Of(S(theme.Bad, a), S(theme.Good, b)), Ends(Text(theme.Plain, a), Text(theme.Dim, b), w), Rule(Text(theme.Plain, b), w)}, tab.View(w, 2)...)
		lines = append(lines, Beside(lines, lines, w/3, w, 3)...)
		lines = append(lines, Wrap(theme.Plain, a+" "+b, w, 4)...)
		lines = append(lines, Hang([]Span{S(theme.Frame, "Why ")}, theme.Plain, b, w)...)
		rows := strings.Split(Render(lines, w, h, bare), "\n")
		if len(rows) != h {
			t.Fatalf("%d rows instead of %d", len(rows), h)
		}
		for _, r := range rows {
			if got := safetext.Width(r); got != w {
				t.Fatalf("%d cells instead of %d: %q", got, w, r)
			}
		}
	})
}

func TestWrapLosesNothing(t *testing.T) {
	text := "a KDC that is asked for exchangeMDB/outlook.contoso.lab says KDC_ERR_S_PRINCIPAL_UNKNOWN"
	for w := 4; w < 100; w++ {
		var got strings.Builder
		for _, l := range Wrap(theme.Plain, text, w, 2) {
			if l.Width() > w {
				t.Fatalf("%d cells in a width of %d: %q", l.Width(), w, l.Spans[0].Text)
			}
			got.WriteString(l.Spans[0].Text)
		}
		if strings.Map(noSpace, got.String()) != strings.Map(noSpace, text) {
			t.Fatalf("at width %d the text became %q", w, got.String())
		}
	}
}

func noSpace(r rune) rune {
	if r == ' ' {
		return -1
	}
	return r
}

func TestTheCursorStaysInView(t *testing.T) {
	var l List
	for _, key := range []string{"end", "up", "up", "pgup", "home", "down", "pgdown", "G", "g"} {
		l.Move(key, 50, 7)
		from, to := l.Window(50, 7)
		if l.Cursor < from || l.Cursor >= to || to-from != 7 {
			t.Errorf("after %s the cursor %d is outside %d-%d", key, l.Cursor, from, to)
		}
	}
	if from, to := l.Window(0, 7); from != 0 || to != 0 {
		t.Error("an empty list has rows")
	}
}

func TestBarsAndTimeLeft(t *testing.T) {
	for part, want := range map[float64]string{0: "    ", 1: "████", 0.5: "██  ", 0.001: "▏   ", 2: "████"} {
		if got := Bar(part, 4); got != want {
			t.Errorf("Bar(%v) = %q, wanted %q", part, got, want)
		}
	}
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]string{9*time.Hour + 12*time.Minute: "9h12", -time.Second: "expired", 75 * time.Hour: "3d03", 3 * time.Minute: "0h03"} {
		if got, _, _ := Left(now, now.Add(-time.Hour), now.Add(left)); got != want {
			t.Errorf("Left(%v) = %q, wanted %q", left, got, want)
		}
	}
}

func TestTheFieldEdits(t *testing.T) {
	var f Field
	for _, k := range []Key{{Text: "http/mail"}, {Name: "home"}, {Name: "delete"}, {Name: "H", Text: "H"}, {Name: "end"}, {Name: "backspace"}, {Text: "x\ny", Paste: true}} {
		f.Type(k)
	}
	if f.Value() != "Http/maix y" {
		t.Errorf("the field holds %q", f.Value())
	}
	f.Type(Key{Name: "ctrl+w"})
	f.Type(Key{Name: "ctrl+w"})
	if f.Value() != "" {
		t.Errorf("the field holds %q", f.Value())
	}
	if f.Type(Key{Name: "f5"}) {
		t.Error("the field took a key that types nothing")
	}
}

// A long paste is bounded and shows its end.
func TestTheAreaShowsItsEnd(t *testing.T) {
	var a Area
	a.Type(Key{Text: strings.Repeat("line\r\n", 5000) + "last", Paste: true})
	view := Render(a.View(40, 5), 40, 5, bare)
	if !strings.Contains(view, "last") || !strings.Contains(view, "4997 lines above") {
		t.Errorf("the area shows\n%s", view)
	}
	a.Type(Key{Text: strings.Repeat("x", maxArea), Paste: true})
	if !a.Full() || len(a.Value()) != maxArea {
		t.Error("the area is not bounded")
	}
}

// Colour is never the only sign: the glyphs of opposite verdicts differ.
func TestColourIsNotTheOnlySign(t *testing.T) {
	p := theme.Palette{}
	if s := Render([]Line{Text(theme.Good, "✓ ok")}, 4, 1, p); strings.Contains(s, "3") {
		t.Errorf("NO_COLOR still colours: %q", s)
	}
}

// The name in a tree goes before its note where both have no room.
func TestATreeKeepsItsNames(t *testing.T) {
	nodes := []Node{{Label: S(theme.Plain, "Domain Controllers"), Note: "builtinDomain", Depth: 1, State: Closed}, {Label: S(theme.Plain, "rootDSE"), Note: "the domain controller itself"},
		{Label: S(theme.Plain, "Users"), Note: "container"}}
	var out []string
	for _, l := range Tree(nodes, &List{}, true, 26, 10) {
		var text string
		for _, s := range l.Spans {
			text += s.Text
		}
		out = append(out, text)
	}
	want := []string{"▸  ▹ Domain Controllers", "   rootDSE the domain con…", "   Users         container"}
	if !slices.Equal(out, want) {
		t.Errorf("%q", out)
	}
}

// A DN or a path that is longer than its line is broken where its parts meet.
func TestLongNamesBreakAtTheirJoints(t *testing.T) {
	for text, want := range map[string]string{
		"CN=CASARRAY-ASA,CN=Computers,DC=contoso,DC=lab":                 "CN=CASARRAY-ASA,CN=Computers,DC=contoso,|DC=lab",
		`HKLM\System\CurrentControlSet\Services\MSExchangeSA\Parameters`: `HKLM\System\CurrentControlSet\Services\|MSExchangeSA\Parameters`,
		strings.Repeat("x", 50):                                          strings.Repeat("x", 44) + "|xxxxxx",
		"a,b" + strings.Repeat("x", 46):                                  "a,b" + strings.Repeat("x", 41) + "|xxxxx",
		"the object OU=One,OU=Two,DC=test":                               "the object OU=One,OU=Two,DC=test",
	} {
		if got := strings.Join(wrapText(text, 44, 0), "|"); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// BenchmarkWrapOneWord wraps words as long as a file: ten times as much text takes ten
// times as long.
func BenchmarkWrapOneWord(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		word := strings.Repeat("\xc1é", n/3)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(word)))
			for b.Loop() {
				Wrap(theme.Plain, word, 80, 2)
			}
		})
	}
}
