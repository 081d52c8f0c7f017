package pages

import (
	"strings"
	"testing"
)

func TestEveryPageIsWhole(t *testing.T) {
	for _, code := range Codes() {
		p, _ := ByCode(code)
		if p.Title == "" || p.Summary == "" || p.Do == "" {
			t.Errorf("%s lacks a title, a summary or advice", code)
		}
		at := -1
		for _, s := range Sections {
			if p.Section(s) == "" {
				t.Errorf("%s: nothing under %q", code, s)
			}
			next := strings.Index("\n"+p.Body, "\n## "+s+"\n")
			if next < at {
				t.Errorf("%s: %q stands in the wrong place", code, s)
			}
			at = next
		}
		if n := strings.Count("\n"+p.Body, "\n## "); n != len(Sections) {
			t.Errorf("%s has %d sections", code, n)
		}
	}
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"{a} and {b}", "x and (not known)"},
		{"@{'k'=28} of {a}", "@{'k'=28} of x"},
		{"open {a", "open {a"},
		{"", ""},
	} {
		if got := Fill(c.template, map[string]string{"a": "x"}); got != c.want {
			t.Errorf("%q: %q", c.template, got)
		}
	}
	if got := Fill("{a}", map[string]string{"a": strings.Repeat("é", 400)}); len(got) > 400 || !strings.HasSuffix(got, "…") {
		t.Errorf("a long argument stays long: %d", len(got))
	}
	if Catalogue().Command("spn-missing", map[string]string{"subject": "http/x"}) != "" {
		t.Error("half a command was offered")
	}
	if Catalogue().Title("nonsense") != "nonsense" || Catalogue().Summary("nonsense", nil) != "nonsense" {
		t.Error("an unknown code must still be named")
	}
}
