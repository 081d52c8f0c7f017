package objects

import (
	"slices"
	"strings"

	"adwalk/ad"
)

// Searches are what was searched for: the root keeps them from one session to the next.
type Searches struct {
	Recent []string `json:"recent,omitempty"` // the latest first
	Saved  []string `json:"saved,omitempty"`
}

// maxSearches is how many of each are kept.
const maxSearches = 9

// maxSearch bounds one that comes from a file, in bytes.
const maxSearch = 4096

// Bounded leaves out what the console would not have kept: a file may hold anything.
func (s Searches) Bounded() Searches {
	usable := func(list []string) []string {
		list = slices.DeleteFunc(slices.Clone(list), func(t string) bool { return t == "" || len(t) > maxSearch })
		return list[:min(len(list), maxSearches)]
	}
	return Searches{Recent: usable(s.Recent), Saved: usable(s.Saved)}
}

func (s *Searches) remember(text string) {
	s.Recent = slices.DeleteFunc(s.Recent, func(r string) bool { return r == text })
	s.Recent = append([]string{text}, s.Recent[:min(len(s.Recent), maxSearches-1)]...)
}

// save keeps the latest search, or gives it up when it was kept; it says what it did.
func (s *Searches) save() string {
	if len(s.Recent) == 0 {
		return "search for something first: /"
	}
	text := s.Recent[0]
	if slices.Contains(s.Saved, text) {
		s.Saved = slices.DeleteFunc(s.Saved, func(v string) bool { return v == text })
		return "no longer saved: " + text
	}
	if len(s.Saved) >= maxSearches {
		return "nine searches are saved; give one up first: run it again, then F"
	}
	s.Saved = append(s.Saved, text)
	return "saved: " + text + "; f lists it"
}

// all lists the saved searches, then the recent ones that are not among them.
func (s *Searches) all() []string {
	out := slices.Clone(s.Saved)
	for _, r := range s.Recent {
		if len(out) < maxSearches && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// wanted is a search as it was typed: what to find, and where.
type wanted struct {
	filter, base string
	scope        ad.Scope
	count        bool
}

// parseSearch takes the words behind what is searched for: "one", "base" or "sub" for the
// depth, "count", and "in DN" for where. They are looked for behind a filter in
// parentheses only: a name may hold them.
func parseSearch(text string) wanted {
	w := wanted{filter: text, scope: ad.ScopeSub}
	end := strings.LastIndexByte(text, ')')
	if !strings.HasPrefix(text, "(") || end < 0 {
		return w
	}
	rest := text[end+1:]
	if at := closing(text); at > 0 {
		end, rest = at, text[at+1:]
	}
	w.filter = text[:end+1]
	if before, base, ok := strings.Cut(" "+strings.TrimSpace(rest)+" ", " in "); ok {
		rest, w.base = before, strings.TrimSpace(base)
	}
	for _, word := range strings.Fields(rest) {
		switch word {
		case "one":
			w.scope = ad.ScopeOne
		case "base":
			w.scope = ad.ScopeBase
		case "count":
			w.count = true
		}
	}
	return w
}

// closing is where the first parenthesis of a filter is closed, -1 for nowhere. In
// values parentheses are escaped (RFC 4515 3).
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
