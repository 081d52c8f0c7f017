package glossary_test

import (
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/glossary"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
)

// What an operator reads on a screen is explained, however it is written, and each
// word that an explanation refers to leads somewhere.
func TestTheWordsOfTheScreensAreExplained(t *testing.T) {
	for _, w := range []string{"SPN", "spn", "kvno", "FRIA", "blocked", "TGT", "keytab", "not-checked"} {
		if term, ok := glossary.Lookup(w); !ok || term.Text == "" || term.Title == "" {
			t.Errorf("%q: %+v", w, term)
		}
	}
	for _, s := range []diag.Status{diag.Pass, diag.Fail, diag.Skipped, diag.Blocked, diag.Unknown, diag.Crashed, diag.Manual, diag.Pending, diag.Running} {
		if _, ok := glossary.Lookup(string(s)); !ok {
			t.Errorf("the status %q of a step is not explained", s)
		}
	}
	if _, ok := glossary.Lookup("no such word"); ok {
		t.Error("a word that is no term has an explanation")
	}
	words := glossary.Words()
	if len(words) < 40 {
		t.Errorf("%d words", len(words))
	}
	for i, w := range words {
		if i > 0 && words[i-1] >= w {
			t.Errorf("%q is listed behind %q", w, words[i-1])
		}
		term, ok := glossary.Lookup(strings.ToUpper("  " + w + " "))
		if !ok {
			t.Errorf("%q is listed and not found", w)
			continue
		}
		for _, see := range term.See {
			if _, ok := glossary.Lookup(see); ok {
				continue
			}
			_, guide := library.ByID(see)
			if _, ok := pages.ByCode(see); !ok && !guide {
				t.Errorf("%q refers to %q, which nothing explains", w, see)
			}
		}
	}
}
