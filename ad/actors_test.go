package ad

import (
	"fmt"
	"testing"
)

// Facts of before the entries were kept tell who is denied, and not before whom: such a
// login is let in only where nothing that is denied may be it.
func TestActorsOfOldFacts(t *testing.T) {
	const me, group, other = "S-1-5-21-1-2-3-1000", "S-1-5-21-1-2-3-2000", "S-1-5-21-1-2-3-3000"
	holds := Holding([]string{me, group})
	for name, c := range map[string]struct {
		a    Account
		want Access
	}{
		"let in":                            {Account{ActOnBehalf: []string{me}}, AccessAllowed},
		"another is let in":                 {Account{ActOnBehalf: []string{other}}, AccessDenied},
		"let in, and its group denied":      {Account{ActOnBehalf: []string{me}, ActDenied: []string{group}}, AccessUndecided},
		"let in, and another denied":        {Account{ActOnBehalf: []string{me}, ActDenied: []string{other}}, AccessAllowed},
		"denied, and nobody let in":         {Account{ActDenied: []string{me}}, AccessDenied},
		"nothing":                           {Account{}, AccessDenied},
		"the entries themselves come first": {Account{ActOnBehalf: []string{me}, ActEntries: []AccessEntry{{SID: group, Deny: true}, {SID: me}}}, AccessDenied},
		"an empty list":                     {Account{ActOnBehalf: []string{me}, ActEntries: []AccessEntry{}}, AccessDenied},
	} {
		if got, _ := Weigh(c.a.Actors(), holds, nil); got != c.want {
			t.Errorf("%s: %d, want %d (%s)", name, got, c.want, fmt.Sprint(c.a.Actors()))
		}
	}
}

// The entry that decides is named, and where nothing is certain the one that leaves it open.
func TestTheEntryThatDecides(t *testing.T) {
	const me, other = "S-1-5-21-1-2-3-1000", "S-1-5-21-1-2-3-3000"
	maybe := func(sid string) bool { return sid == other }
	for name, c := range map[string]struct {
		list []AccessEntry
		want string
	}{
		"allowed":             {[]AccessEntry{{SID: me}}, me},
		"denied":              {[]AccessEntry{{SID: me, Deny: true}}, me},
		"by none":             {nil, ""},
		"left open":           {[]AccessEntry{{SID: other, Deny: true}, {SID: me}}, other},
		"left open by nobody": {[]AccessEntry{{SID: other}, {SID: me}}, me},
		"open to the end":     {[]AccessEntry{{SID: other}}, other},
	} {
		got := ""
		if _, by := Weigh(c.list, Holding([]string{me}), maybe); by != nil {
			got = by.SID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
