package codes

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Every table entry must lead somewhere, and no phrase may be so short that it
// hits by chance.
func TestTablesAreSound(t *testing.T) {
	guides := strings.Fields("cas-array lb-namespace kcd-front-end smtp-virtual-servers mapi-double-hop service-unreachable web-sso-linux machine-account file-share sql-server remote-shell gmsa trust duplicates rc4-readiness delegation")
	for id, f := range families {
		if _, err := os.Stat("../pages/" + f.Finding + ".md"); f.Finding != "" && err != nil {
			t.Errorf("family %s points to the page of %q: %v", id, f.Finding, err)
		}
		if f.Title == "" || len(f.Causes) == 0 || len(f.Next) == 0 || f.Guide != "" && !slices.Contains(guides, f.Guide) {
			t.Errorf("family %s is unfinished", id)
		}
	}
	n := 0
	for _, tab := range Tables() {
		for _, e := range tab.Entries {
			n++
			for _, fam := range append([]string{e.Family}, e.Also...) {
				if _, ok := families[fam]; !ok {
					t.Errorf("%q names the family %q, which does not exist", e.What, fam)
				}
			}
			if e.What == "" || !strings.HasSuffix(e.What, ".") || len(e.Say) == 0 {
				t.Errorf("entry %q %v is unfinished", e.What, e.Codes)
			}
			for _, s := range e.Say {
				if s != strings.ToLower(s) || len(s) < 3 || strings.Contains(s, "  ") || strings.HasPrefix(s, "~") {
					t.Errorf("phrase %q of %q", s, e.What)
				}
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d entries", n)
	}
	for i := range events {
		if _, ok := families[events[i].Family]; !ok {
			t.Errorf("event %d names the family %q", events[i].ID, events[i].Family)
		}
	}
}

// Each translation must find the English phrase that it translates: a line that
// names none is lost without a word.
func TestEachTranslationHasItsEnglishPhrase(t *testing.T) {
	known := map[string]bool{}
	for _, tab := range Tables() {
		for _, e := range tab.Entries {
			for _, s := range e.Say {
				known[s] = true
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(translated), "\n") {
		english, list, ok := strings.Cut(line, " = ")
		if line == "" {
			continue
		}
		if !ok || !known[english] {
			t.Errorf("no message says %q", english)
		}
		for _, s := range strings.Split(list, " | ") {
			if len(s) < 6 || strings.HasPrefix(s, "~") {
				t.Errorf("%q of %q is too short to tell", s, english)
			}
		}
	}
}
