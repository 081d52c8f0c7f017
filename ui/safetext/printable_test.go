package safetext

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain":               "plain",
		"Müller, Straße":      "Müller, Straße",
		"a\x1b[31mb":          "a␛[31mb",
		"tab\tnl\n\x7f":       "tab␉nl␊␡",
		"mail\u200b.contoso":  "mail‹U+200B›.contoso",
		"\u202eoso":           "‹U+202E›oso",
		"no\u00a0break":       "no‹U+00A0›break",
		"\xff\xfe":            "‹FF›‹FE›",
		"a\u0301\u0301\u0301": "a\u0301\u0301‹U+0301›",
		"\u0301x":             "‹U+0301›x",
		"\u2028":              "‹U+2028›",
		"日本":                  "日本",
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, wanted %q", in, got, want)
		}
	}
}

func TestClipsByCells(t *testing.T) {
	for _, c := range []struct {
		in, want string
		w        int
	}{{"abcdef", "abc…", 4}, {"日本語", "日…", 4}, {"日本", "日本", 4}, {"x", "", 0}, {"abc", "…", 1}} {
		if got := Clip(c.in, c.w); got != c.want || Width(got) > c.w {
			t.Errorf("Clip(%q, %d) = %q, wanted %q", c.in, c.w, got, c.want)
		}
	}
	if got := Middle("exchangeMDB/outlook.contoso.lab", 20); Width(got) != 20 || !strings.HasPrefix(got, "exchangeMDB") || !strings.HasSuffix(got, ".lab") {
		t.Errorf("Middle = %q", got)
	}
}

func TestValueTellsTextFromBytes(t *testing.T) {
	for in, want := range map[string]string{"hello\n": "hello␊", "\x00\x01\x02\x03": "00010203", "\xff\xfe\x00": "fffe00", "": ""} {
		if got := Value([]byte(in), 0); got != want {
			t.Errorf("Value(%q) = %q, wanted %q", in, got, want)
		}
	}
	if got := Value([]byte("äöü"), 3); got != "ä… 3 bytes more" {
		t.Errorf("a cut inside a character: %q", got)
	}
}

// Whatever comes in, what comes out is one line of visible characters, and
// making it printable again changes nothing.
func FuzzPrintable(f *testing.F) {
	for _, s := range []string{"", "a", "\x1b[2J", "\u202e\u200d\u0301", "\xc3", "👩\u200d👩", "‹U+0000›", "\U000e0041"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		p := Printable(s)
		if !utf8.ValidString(p) {
			t.Fatalf("not valid: %q", p)
		}
		for _, r := range p {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
				t.Fatalf("%q lets U+%04X through", s, r)
			}
		}
		if Printable(p) != p {
			t.Fatalf("not stable: %q, %q", p, Printable(p))
		}
		w %= 200
		if got := Width(Clip(p, w)); got > max(0, w) {
			t.Fatalf("Clip(%q, %d) has %d cells", p, w, got)
		}
		if got := Width(Middle(p, w)); got > max(0, w) {
			t.Fatalf("Middle(%q, %d) has %d cells", p, w, got)
		}
		for _, l := range Lines(s, 50) {
			if strings.ContainsAny(l, "\n\r\x1b") {
				t.Fatalf("Lines lets %q through", l)
			}
		}
		Value([]byte(s), 16)
	})
}

// A shortened name takes exactly the room it was given, whatever is in it.
func TestMiddleFits(t *testing.T) {
	for _, s := range []string{"漢字漢字漢字漢字漢字漢字", "abc漢def漢ghi漢jkl漢", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "plain-and-long-enough-to-be-cut"} {
		for w := 1; w < 24; w++ {
			if got := Middle(s, w); Width(got) > w {
				t.Errorf("%q has %d cells instead of at most %d", got, Width(got), w)
			}
		}
	}
}
