package spns

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/screen/spnedit"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doSearch screen.Intent = "search"
	doDupes  screen.Intent = "duplicates"
	doOpen   screen.Intent = "open"
	doTicket screen.Intent = "ticket"
	doAgain  screen.Intent = "again"
	doCopy   screen.Intent = "copy"
)

// row is one name on one account.
type row struct {
	spn     string
	account ad.Account
	verdict diag.Verdict
	group   int // rows of one duplicate belong together
}

// Screen searches for names.
type Screen struct {
	world *screen.World

	field   widget.Field
	typing  bool
	last    string // what the rows answer
	dupes   bool   // the rows are duplicates
	rows    []row
	cov     ad.Coverage
	note    string
	asked   bool
	problem *ad.Problem
	edit    spnedit.Editor
	table   widget.Table
	sifts   screen.Sift
	height  int
}

// New returns the screen. A pattern is searched at once.
func New(world *screen.World, pattern string) *Screen {
	s := &Screen{world: world, typing: pattern == ""}
	s.field.Set(pattern)
	s.edit.World = world
	return s
}

type found struct {
	rows  []row
	cov   ad.Coverage
	note  string
	err   error
	dupes bool
}

// Open searches for what the screen was opened with.
func (s *Screen) Open() screen.Action {
	if s.world.Access.Directory == nil {
		s.problem = screen.NoDirectory(s.world)
		s.typing = false
		return nil
	}
	if s.field.Value() != "" {
		return s.search()
	}
	return nil
}

// pattern makes a search of what was typed: a bare word means any name with it.
func pattern(typed string) string {
	typed = strings.TrimSpace(typed)
	if typed != "" && !strings.ContainsAny(typed, "/*") {
		return "*" + typed + "*"
	}
	return typed
}

func (s *Screen) search() screen.Action {
	p := pattern(s.field.Value())
	if p == "" || s.world.Access.Directory == nil {
		return nil
	}
	s.last, s.typing, s.problem, s.dupes = p, false, nil, false
	dir := s.world.Access.Directory
	return screen.Task{Slot: "ask", Name: "searching the forest for " + p, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		accounts, cov, err := lookup.QuerySPN(ctx, dir, p, true)
		return found{rows: matching(accounts, p), cov: cov, err: err}
	}}
}

func (s *Screen) duplicates() screen.Action {
	if s.world.Access.Directory == nil {
		return nil
	}
	s.last, s.typing, s.problem, s.dupes = "", false, nil, true
	s.field.Set("")
	dir := s.world.Access.Directory
	return screen.Task{Slot: "ask", Name: "looking for duplicates in the forest", Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		rep, err := lookup.Duplicates(ctx, dir, true, func(n int) { report(screen.Progress{Text: screen.Count(n, "object") + " read"}) })
		out := found{cov: rep.Coverage, err: err, dupes: true, note: fmt.Sprintf("%s with %s read", screen.Count(rep.Objects, "object"), screen.Count(rep.Values, "name"))}
		for i, d := range rep.Duplicates {
			v := diag.Duplicate
			if d.LookAlike {
				v = diag.SuspiciousUnicode
			}
			for _, h := range d.Holders {
				out.rows = append(out.rows, row{h.Value, h.Account, v, i + 1})
			}
		}
		known := map[[2]string]bool{}
		for _, r := range out.rows {
			known[[2]string{r.spn, r.account.DN}] = true
		}
		for _, h := range rep.Suspicious {
			if key := [2]string{h.Value, h.Account.DN}; !known[key] {
				known[key] = true
				out.rows = append(out.rows, row{h.Value, h.Account, diag.SuspiciousUnicode, 0})
			}
		}
		return out
	}}
}

// Take takes the answer of a search.
func (s *Screen) Take(msg any) screen.Action {
	if _, ok := msg.(screen.NewLogin); ok {
		return s.Handle(doAgain) // another login may see more, or less
	}
	if a, ok := s.edit.Take(msg); ok {
		return a
	}
	if _, ok := msg.(spnedit.Edited); ok {
		return s.Handle(doAgain)
	}
	f, ok := msg.(found)
	if !ok {
		return nil
	}
	s.asked = true
	s.rows, s.cov, s.note, s.dupes = f.rows, f.cov, f.note, f.dupes
	s.problem = ad.AsProblem(f.err, ad.ProblemUnreachable, "searching for SPNs")
	s.fill()
	return nil
}

// matching picks the names that a pattern means from the accounts that hold
// one, by SPN, and marks those that several accounts hold.
func matching(accounts []ad.Account, p string) []row {
	var out []row
	holders, odd := map[string]int{}, map[string]bool{}
	for _, a := range accounts {
		for _, spn := range a.SPNs {
			if wildcard(ad.FoldSPN(p), ad.FoldSPN(spn)) {
				out = append(out, row{spn: spn, account: a})
				holders[ad.FoldSPN(spn)]++
				_, suspicious := ad.SuspiciousSPN(spn)
				odd[ad.FoldSPN(spn)] = odd[ad.FoldSPN(spn)] || suspicious
			}
		}
	}
	keys := make(map[string]string, len(holders)) // SPN to the letters that tell it from others
	for _, r := range out {
		keys[r.spn] = ad.FoldSPN(r.spn)
	}
	slices.SortStableFunc(out, func(a, b row) int { return strings.Compare(keys[a.spn], keys[b.spn]) })
	for i := range out {
		name := keys[out[i].spn]
		switch {
		case odd[name]: // it, or the one that looks like it
			out[i].verdict = diag.SuspiciousUnicode
		case holders[name] > 1:
			out[i].verdict = diag.Duplicate
		case out[i].account.Disabled():
			out[i].verdict = diag.OwnerDisabled
		}
	}
	return out
}

// wildcard matches a pattern in which stars stand for anything.
func wildcard(p, s string) bool {
	parts := strings.Split(p, "*")
	if len(parts) == 1 {
		return p == s
	}
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	s = s[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, parts[len(parts)-1])
}

func (s *Screen) fill() {
	s.table.Rows, s.table.Columns = nil, []widget.Column{{Title: "SPN", Flex: 3, Min: 24, Mid: true}, {Title: "Account", Flex: 1, Min: 10, Max: 24},
		{Title: "Kind", Min: 4, Max: 9}, {Title: "Verdict", Min: 2, Max: 20}}
	for _, r := range s.rows {
		m := theme.Verdict(r.verdict)
		if r.verdict == "" {
			m = theme.Mark{Glyph: "·", Word: "one owner", Role: theme.Dim}
		}
		s.table.Rows = append(s.table.Rows, []widget.Span{widget.S(theme.Plain, screen.MarkedText(r.spn)), widget.S(theme.Plain, r.account.Label()),
			widget.S(theme.Dim, r.account.Kind()), widget.S(m.Role, m.Glyph+" "+m.Word)})
	}
	s.table.List.Clamp(s.table.Len())
}
