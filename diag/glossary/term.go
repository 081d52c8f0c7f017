package glossary

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"adwalk/diag/codes"
	"adwalk/diag/pages"
)

// Term is a word that the program shows, and what it means.
type Term struct {
	Word  string   `json:"word"`  // as it is shown
	Title string   `json:"title"` // in a few words
	Text  string   `json:"text"`  // what it means and what to do, in sentences
	See   []string `json:"see"`   // words and codes that belong to it; never nil
}

// Lookup finds a word without regard to case; ok is false for one that is no term.
func Lookup(word string) (Term, bool) {
	t, ok := all()[fold(word)]
	return t, ok
}

// Words lists the words as they are shown, sorted.
func Words() []string {
	var out []string
	for _, t := range all() {
		out = append(out, t.Word)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

var all = sync.OnceValue(func() map[string]Term {
	out := map[string]Term{}
	add := func(t Term, words ...string) {
		if t.See == nil {
			t.See = []string{}
		}
		for _, w := range append([]string{t.Word}, words...) {
			if _, taken := out[fold(w)]; !taken {
				out[fold(w)] = t
			}
		}
	}
	for _, list := range [][]entry{verdicts, marks, kerberos, directory, delegation, registry} {
		for _, e := range list {
			names := strings.Split(e.words, "|")
			add(Term{Word: names[0], Title: e.title, Text: e.text, See: e.see}, names[1:]...)
		}
	}
	for _, r := range pages.RetiredCodes() {
		t := Term{Word: r.Code, Title: "A code that is no longer reported", Text: r.Why + ". The code is not used for anything else."}
		if r.Instead != "" {
			t.See = []string{r.Instead}
		}
		add(t)
	}
	for _, id := range codes.FamilyIDs() {
		f, _ := codes.FamilyOf(id)
		t := Term{Word: id, Title: f.Title, Text: "Usual causes: " + strings.Join(f.Causes, "; ") + ".\nWhat to check: " + strings.Join(f.Next, "; ") + "."}
		if f.Finding != "" {
			t.See = []string{f.Finding}
		}
		add(t)
	}
	return maps.Clone(out)
})

// entry is a line of a table: the word with its other spellings, separated by "|".
type entry struct {
	words, title, text string
	see                []string
}
