package health

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doOpen   screen.Intent = "open"
	doPage   screen.Intent = "page"
	doNext   screen.Intent = "next"
	doFilter screen.Intent = "filter"
	doAll    screen.Intent = "all"
	doAgain  screen.Intent = "again"
	doCopy   screen.Intent = "copy"
)

// Guide returns a walk without questions over the checks of an area or with a
// code; "" is all of them.
type Guide func(area string) (guide.Guide, error)

// Screen is the forest's health.
type Screen struct {
	world  *screen.World
	engine *guide.Engine
	guide  Guide
	guides []guide.Guide // the walkthroughs, to go on with one
	area   string

	results []diag.Result // as they come, step by step
	rows    []row
	asking  bool
	ended   bool
	problem *ad.Problem
	all     bool // what is fine is listed, too
	hidden  int  // checks that are not listed because they are fine
	filter  screen.Filter
	table   widget.Table
	height  int
}

// New returns the screen; engine and g may be nil. It checks one area, or one
// code, when it is named; guides are the walkthroughs that a finding can lead to.
func New(world *screen.World, engine *guide.Engine, g Guide, guides []guide.Guide, area string) *Screen {
	return &Screen{world: world, engine: engine, guide: g, guides: guides, area: strings.TrimSpace(area)}
}

type (
	visited struct{ results []diag.Result }
	ended   struct{ problem *ad.Problem }
)

// Open runs the checks.
func (s *Screen) Open() screen.Action {
	if s.engine == nil || s.guide == nil {
		s.problem = &ad.Problem{Kind: ad.ProblemNotAsked, What: "checking the forest", Why: "this console has no checks", Do: "use adwalk check"}
		return nil
	}
	g, err := s.guide(s.area)
	if err != nil {
		s.problem = ad.AsProblem(err, ad.ProblemUsage, "checking "+s.area)
		return nil
	}
	s.asking, s.ended, s.problem, s.results = true, false, nil, nil
	s.fill()
	engine := s.engine
	return screen.Task{Slot: "check", Name: "checking the forest", Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		snap := diag.NewSnapshot()
		ctx = ad.OneLook(ctx)
		for i, st := range g.Steps {
			name := fmt.Sprintf("part %d of %d", i+1, len(g.Steps))
			report(screen.Progress{Text: name})
			res := engine.RunStep(ctx, st, snap, func(done, total int, what string) {
				report(screen.Progress{Text: name + ", " + what, Done: done, Total: total})
			})
			if ctx.Err() != nil {
				return ended{&ad.Problem{Kind: ad.ProblemCancelled, What: "stopped: what was found until then is listed", Do: "press r to check again", Err: ctx.Err()}}
			}
			report(visited{res.Results})
		}
		return ended{}
	}}
}

// Take takes results as they come.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case visited:
		s.results = append(s.results, msg.results...)
		s.fill()
	case ended:
		s.asking, s.ended, s.problem = false, msg.problem == nil, msg.problem
		s.fill()
	case screen.NewLogin:
		return s.Open()
	case screen.Outdated, screen.Failed:
		s.asking = false
	}
	return nil
}

// fill makes the table of what is to be listed.
func (s *Screen) fill() {
	s.rows, s.hidden = nil, 0
	var all []row
	if s.engine != nil {
		all = collate(s.results, s.engine)
	}
	s.table.Columns = []widget.Column{{Title: "State", Min: 9}, {Title: "Area", Min: 8}, {Title: "Check", Flex: 3, Min: 20}, {Title: "Found", Flex: 1, Min: 16, Max: 34}}
	s.table.Rows = nil
	for _, r := range all {
		if !s.all && !r.problem() {
			s.hidden++
			continue
		}
		if !s.filter.Fits(r.area, r.code, r.title, r.count()) {
			continue
		}
		m := theme.Status(r.status)
		if r.status == diag.Fail && r.severity != diag.Error {
			m = theme.Severity(r.severity)
		}
		s.rows = append(s.rows, r)
		s.table.Rows = append(s.table.Rows, []widget.Span{widget.S(m.Role, m.Glyph+" "+m.Word), widget.S(theme.Dim, r.area), widget.S(theme.Plain, r.title), widget.S(theme.Dim, r.count())})
	}
	s.table.List.Clamp(len(s.rows))
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.area != "" {
		return "Health › " + s.area
	}
	return "Health of the forest"
}

// tally counts the checks.
func (s *Screen) tally() string {
	n := map[diag.Status]int{}
	if s.engine != nil {
		for _, r := range collate(s.results, s.engine) {
			n[r.status]++
		}
	}
	var parts []string
	for _, st := range []diag.Status{diag.Crashed, diag.Fail, diag.Unknown, diag.Blocked, diag.Pass} {
		if n[st] > 0 {
			m := theme.Status(st)
			parts = append(parts, fmt.Sprintf("%s %d %s", m.Glyph, n[st], m.Word))
		}
	}
	return strings.Join(parts, "  ")
}

// Aside counts the checks.
func (s *Screen) Aside() widget.Line { return widget.Text(theme.Frame, s.tally()) }

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none, busy := "", ""
	if len(s.rows) == 0 {
		none = "there is no check in the list"
	}
	if s.asking {
		busy = "still checking; ctrl+x stops"
	}
	all := screen.Binding{Keys: []string{"a"}, Intent: doAll, Help: "all checks", Long: "list what is fine, too, or only problems"}
	if s.all {
		all.Help = "problems"
	}
	walk, object, ticket := s.leads(none)
	return append([]screen.Binding{
		{Keys: []string{"enter"}, Intent: doOpen, Help: "evidence", Long: "all that the check found, with its evidence", Why: none},
		walk,
		{Keys: []string{"P", "p"}, Shown: "P", Intent: doPage, Help: "page", Long: "what the finding means and what to do", Why: none},
		{Keys: []string{"n"}, Intent: doNext, Help: "next problem", Why: none},
		{Keys: []string{"/"}, Intent: doFilter, Help: "filter", Long: "list only checks with these words"},
		all,
		{Keys: []string{"r"}, Intent: doAgain, Help: "check again", Effect: screen.Ask, Why: busy},
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the list", Why: none},
		object, ticket,
	}, screen.SortKeys()...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doFilter:
		s.filter.Open()
		return nil
	case doAll:
		s.all = !s.all
		s.fill()
		return nil
	case doAgain:
		return s.Open()
	case doCopy:
		return screen.Copy{What: "the list", Text: screen.TabText(s.Table())}
	}
	if screen.Sorted(&s.table, i) {
		return nil
	}
	at := s.table.At()
	if at < 0 || at >= len(s.rows) { // a filter leaves no row
		return nil
	}
	r := s.rows[at]
	switch i {
	case doPage:
		return screen.ToPage{Code: r.code}
	case doWalk:
		return s.walkFor(r)
	case doObject:
		o, _ := r.wrong()
		return screen.ToNamed{Name: "objects", Arg: screen.ObjectOf(o.Args)}
	case doTicket:
		o, _ := r.wrong()
		return screen.ToNamed{Name: "tickets", Arg: o.Subject}
	case doNext:
		order := s.table.Order()
		for k := 1; k <= len(order); k++ {
			if at := (s.table.List.Cursor + k) % len(order); s.rows[order[at]].problem() {
				s.table.List.Cursor = at
				return nil
			}
		}
		return screen.Note{Status: diag.Pass, Text: "there is no problem in the list"}
	}
	return screen.ToText{Title: "Health › " + r.title, Text: r.story(s.engine.Texts)}
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.filter.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.filter.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	used := s.filter.Type(k)
	s.fill()
	return nil, used
}

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool {
	cleared := s.filter.Clear()
	s.fill()
	return cleared
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table.Move(key, s.height) }

// Place lets a later session come back here.
func (s *Screen) Place() screen.Place { return screen.Place{Name: "health", Arg: s.area} }

// Return needs nothing.
func (s *Screen) Return(screen.Place) {}

// Table is the list as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	head = []string{"status", "area", "code", "title", "wrong", "unknown", "blocked", "ok"}
	for _, i := range s.table.Order() {
		r := s.rows[i]
		rows = append(rows, []string{string(r.status), r.area, r.code, r.title, fmt.Sprint(r.failed), fmt.Sprint(r.unknown), fmt.Sprint(r.held), fmt.Sprint(r.passed)})
	}
	if why := s.incomplete(); why != "" { // whoever reads the file must know
		rows = append(rows, []string{string(diag.Unknown), "", "", why, "", "", "", ""})
	}
	return head, rows
}

// Preface is what stands above the table: how many checks ended how.
func (s *Screen) Preface() []string { return []string{s.tally()} }

// incomplete says why the list is not of the whole check, "" when it is.
func (s *Screen) incomplete() string {
	switch {
	case s.ended:
		return ""
	case s.problem != nil:
		return "The check is not complete. " + s.problem.Error()
	}
	return "The check is not complete: it was still running."
}

// Report is every check that is listed, with its evidence.
func (s *Screen) Report() string {
	out := []string{s.tally()}
	if why := s.incomplete(); why != "" {
		out = append(out, why)
	}
	for _, r := range s.rows {
		out = append(out, r.story(s.engine.Texts))
	}
	return strings.Join(out, "\n")
}

// View draws the list.
func (s *Screen) View(w, h int) []widget.Line {
	out := screen.ProblemLines(s.problem, w)
	out = append(out, s.filter.View(w)...)
	if len(s.rows) == 0 {
		text := " No check has these words; esc shows all."
		switch {
		case s.filter.Text() != "":
		case s.asking:
			text = " Checking… nothing wrong was found so far."
		case !s.ended:
			return out
		default:
			text = " ✓ No problem found. a lists what was checked."
		}
		return append(out, widget.Text(theme.Dim, text))
	}
	s.height = max(1, h-len(out)-1)
	out = append(out, s.table.View(w, h-len(out))...)
	if s.hidden > 0 && len(out)+2 <= h {
		out = append(out, widget.Line{}, widget.Text(theme.Dim, "   "+screen.Count(s.hidden, "more check")+", none of them wrong or unknown: a lists them"))
	}
	return out
}
