package widget

import (
	"strings"
	"testing"

	"adwalk/ui/safetext"
)

func press(to interface{ Type(Key) bool }, keys ...Key) {
	for _, k := range keys {
		to.Type(k)
	}
}

// Text is edited where the cursor is, and what was done can be undone.
func TestEditingInsideAField(t *testing.T) {
	var f Field
	press(&f, Key{Text: "krbtgt/CONTOSO.LAB"}, Key{Name: "alt+b"}, Key{Name: "alt+b"}, Key{Name: "ctrl+k"}, Key{Text: "http"}, Key{Name: "ctrl+left"}, Key{Text: "x"})
	if f.Value() != "xhttp" {
		t.Errorf("the field holds %q", f.Value())
	}
	press(&f, Key{Name: "ctrl+_"}, Key{Name: "ctrl+_"}, Key{Name: "ctrl+_"})
	if f.Value() != "krbtgt/CONTOSO.LAB" {
		t.Errorf("undone, the field holds %q", f.Value())
	}
	press(&f, Key{Name: "ctrl+_"}, Key{Name: "ctrl+_"})
	if f.Value() != "" {
		t.Errorf("undone, the field holds %q", f.Value())
	}
}

// Nothing that a terminal obeys comes in by a paste, nor does it leave its line.
func TestAPasteIntoAFieldIsSanitised(t *testing.T) {
	var f Field
	press(&f, Key{Text: "a\x1b[2J\x07\r\nb\tc\x00\u202ed", Paste: true})
	if v := f.Value(); strings.ContainsAny(v, "\x1b\x07\x00\r\n\t") {
		t.Errorf("the field holds %q", v)
	}
	if l := f.View("", "", true, 40); strings.ContainsRune(l.Spans[1].Text, '\u202e') || l.Width() > 40 {
		t.Errorf("drawn as %+v", l.Spans)
	}
}

func TestEditingInsideAnArea(t *testing.T) {
	var a Area
	press(&a, Key{Text: "Name: CAS1\r\nAlternate: none\r\n\x1b[2Jend", Paste: true}, Key{Name: "up"}, Key{Name: "home"}, Key{Name: "ctrl+k"}, Key{Text: "Alternate: latest"}, Key{Name: "enter"}, Key{Text: "x"}, Key{Name: "backspace"})
	if got := a.Value(); got != "Name: CAS1\nAlternate: latest\n\n[2Jend" {
		t.Errorf("the area holds %q", got)
	}
	press(&a, Key{Name: "ctrl+u"})
	if a.Value() != "" {
		t.Errorf("cleared, the area holds %q", a.Value())
	}
}

// The cursor stays in view in a long line and in a long text.
func TestTheAreasCursorIsInView(t *testing.T) {
	var a Area
	a.Set(strings.Repeat("0123456789", 30) + strings.Repeat("\nline", 50))
	view := func() string { return Render(a.View(30, 6), 30, 6, bare) }
	if v := view(); !strings.Contains(v, "46 lines above") {
		t.Errorf("the area shows\n%s", v)
	}
	for range 50 {
		a.Type(Key{Name: "up"})
	}
	a.Type(Key{Name: "end"})
	if v := view(); !strings.Contains(v, "789 ") || !strings.Contains(v, "lines below") {
		t.Errorf("the area shows\n%s", v)
	}
}

// Whatever is typed or pasted, a field and an area draw in the room they have.
func FuzzTypedTextFits(f *testing.F) {
	f.Add("漢字\x1b]0;x\x07", "ctrl+left", 10)
	f.Fuzz(func(t *testing.T, text, key string, w int) {
		w = (w%60+60)%60 + 8
		var line Field
		var area Area
		for _, to := range []interface{ Type(Key) bool }{&line, &area} {
			press(to, Key{Text: text, Paste: true}, Key{Name: key}, Key{Text: text}, Key{Name: "left"}, Key{Name: "ctrl+w"})
		}
		lines := append([]Line{line.View("› ", "hint", true, w)}, area.View(w, 4)...)
		for _, l := range strings.Split(Render(lines, w, 5, bare), "\n") {
			if safetext.Width(l) != w {
				t.Errorf("%d cells instead of %d: %q", safetext.Width(l), w, l)
			}
		}
	})
}
