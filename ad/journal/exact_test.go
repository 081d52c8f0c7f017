package journal

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

// Values that JSON would alter come back to the byte; a line whose text and bytes
// disagree was edited and is not used.
func TestValuesThatAreNoUTF8(t *testing.T) {
	j, dir := journal(t)
	const odd = "http/b\xffd\xfe"
	plan, err := j.BeginPlan(t.Context(), Entry{Title: "x", Changes: []ad.Change{change("http/a"), change(odd)}})
	if err != nil {
		t.Fatal(err)
	}
	before := []string{"http/a", odd, "http/ü", "\xc3("}
	id, err := j.Begin(t.Context(), Entry{Plan: plan, Change: change(odd), Before: before})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.End(id, Entry{Change: change(odd), Before: before, After: []string{odd}, Result: Done}); err != nil {
		t.Fatal(err)
	}
	c, err := Load(dir)
	if err != nil || len(c.Damaged) > 0 || len(c.Entries) != 1 {
		t.Fatal(err, c)
	}
	if e := c.Entries[0]; e.Change.Value != odd || !slices.Equal(e.Before, before) || !slices.Equal(e.After, []string{odd}) || e.Exact == nil {
		t.Errorf("%+v", e)
	}
	if p := c.Plans[plan]; len(p.Changes) != 2 || p.Changes[1].Value != odd || p.Changes[0].Value != "http/a" {
		t.Errorf("%q", p.Changes)
	}
	text, err := os.ReadFile(j.Name())
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.ReplaceAll(text, []byte(`"value":"http/b`), []byte(`"value":"http/c`))
	if bytes.Equal(edited, text) {
		t.Fatalf("nothing was edited in %s", text)
	}
	if err := os.WriteFile(j.Name(), edited, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := Load(dir); err != nil || len(c.Entries) != 0 || len(c.Damaged) != 3 {
		t.Errorf("an edited journal: %d entries, %v, %v", len(c.Entries), c.Damaged, err)
	}
}

// A journal that is too large is neither read nor written, and it is said what to do;
// a million damaged lines are counted, not kept.
func TestJournalsOfAnySize(t *testing.T) {
	j, dir := journal(t)
	if err := os.WriteFile(j.Name(), bytes.Repeat([]byte("x\n"), 1_000_000), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(dir)
	if err != nil || len(c.Damaged) != maxDamaged+1 || !strings.Contains(c.Damaged[maxDamaged].What, "999900 more") {
		t.Errorf("%v, %d damaged, the last %v", err, len(c.Damaged), c.Damaged[len(c.Damaged)-1])
	}
	if err := os.Truncate(j.Name(), MaxSize+1); err != nil {
		t.Fatal(err)
	}
	_, read := Load(dir)
	_, wrote := j.Begin(t.Context(), Entry{Change: change("http/a")})
	_, found := j.Find("x")
	_, home := LoadHome(filepath.Dir(dir))
	for what, err := range map[string]error{"reading": read, "writing": wrote, "finding": found} {
		p := ad.AsProblem(err, "", "")
		if p == nil || !strings.Contains(p.What, "too large") || p.Why == "" || !strings.Contains(p.Do, "move it away") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if home != nil {
		t.Errorf("a home without a journal: %v", home)
	}
}
