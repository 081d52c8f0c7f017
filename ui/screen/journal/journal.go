package journal

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doOpen   screen.Intent = "open"
	doUndo   screen.Intent = "undo"
	doAgain  screen.Intent = "again"
	doCopy   screen.Intent = "copy"
	doWhole  screen.Intent = "whole"
	doFind   screen.Intent = "find"
	doFinish screen.Intent = "finish"
	doSettle screen.Intent = "settle"
	undoID                 = "undo"
)

// Screen is the journal, newest first.
type Screen struct {
	world *screen.World
	read  func() ([]screen.JournalRow, error)

	all     []screen.JournalRow // newest first
	rows    []screen.JournalRow // of them what the filter shows
	filter  screen.Filter
	problem *ad.Problem
	loaded  bool
	undoing []string // entries, in the order in which they are undone
	back    []ad.ChangeOutcome
	busy    bool
	table   widget.Table
	height  int
}

// New returns the journal that read returns.
func New(world *screen.World, read func() ([]screen.JournalRow, error)) *Screen {
	return &Screen{world: world, read: read}
}

type loaded struct {
	rows []screen.JournalRow
	err  error
}

// Open reads the journal.
func (s *Screen) Open() screen.Action {
	if s.read == nil {
		s.loaded = true
		return nil
	}
	read := s.read
	return screen.Task{Slot: "read", Name: "reading the journal", Do: func(context.Context, func(any)) any {
		rows, err := read()
		return loaded{rows, err}
	}}
}

// Take takes the rows, the confirmation and the outcome of an undo.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case loaded:
		s.loaded = true
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemProtocol, "reading the journal")
		}
		under, _ := s.row()
		s.all = slices.Clone(msg.rows)
		slices.Reverse(s.all)
		markUndone(s.all)
		s.fill()
		// The cursor stays on its entry: an undo puts a new one above it, and that
		// one's undo would write again what was just undone.
		if i := slices.IndexFunc(s.rows, func(r screen.JournalRow) bool { return r.ID == under.ID }); i > 0 {
			s.table.Go(i)
		}
	case screen.Gated:
		return s.gated(msg)
	case recovered:
		return s.afterSettle(msg)
	case dialog.Answer:
		if msg.OK && msg.ID == undoID {
			return s.undo()
		}
	case undone:
		return s.afterUndo(msg)
	case ad.ChangeOutcome:
		s.back = append(s.back, msg)
	case screen.Failed, screen.Outdated:
		s.busy = false
	}
	return nil
}

func (s *Screen) fill() {
	s.table.Columns = []widget.Column{{Title: "When", Min: 15}, {Title: "Account", Min: 10, Max: 20}, {Title: "", Min: 1}, {Title: "Value", Flex: 2, Min: 16, Mid: true}, {Title: "State", Min: 7}}
	s.table.Rows, s.rows = nil, nil
	for _, r := range s.all {
		if !s.filter.Fits(r.Change.Account, r.Change.Value, r.Change.DN, r.State, r.By, r.Server, r.Plan) {
			continue
		}
		s.rows = append(s.rows, r)
		sign, role := "+", theme.Added
		if r.Change.Op == ad.DeleteValue {
			sign, role = "-", theme.Removed
		}
		state, look := stateOf(r)
		s.table.Rows = append(s.table.Rows, []widget.Span{
			widget.S(theme.Dim, r.At.UTC().Format("01-02 15:04:05Z")), widget.S(theme.Plain, r.Change.Account),
			widget.S(role, sign), widget.S(theme.Plain, screen.MarkedText(what(r.Change))), widget.S(look, state)})
	}
}

// what is the value, with its attribute where it is not a name that speaks for
// itself.
func what(c ad.Change) string {
	if strings.EqualFold(c.Attribute, "servicePrincipalName") {
		return c.Value
	}
	return c.Value + " (" + c.Attribute + ")"
}

// markUndone finds the entries that a later one undid.
func markUndone(rows []screen.JournalRow) {
	back := map[string]bool{}
	for _, r := range rows {
		if r.Undoes != "" && (r.State == "done" || r.State == "already") {
			back[r.Undoes] = true
		}
	}
	for i := range rows {
		rows[i].Undone = rows[i].Undone || back[rows[i].ID]
	}
}

func stateOf(r screen.JournalRow) (string, theme.Role) {
	switch {
	case r.Undone:
		return "– undone", theme.Dim
	case r.State == "refused":
		return "✗ refused", theme.Bad
	case r.State == "failed":
		return "? unknown: not confirmed", theme.Doubt
	case r.State == "undecided":
		return "? undecided", theme.Doubt
	case r.State == "not-done", r.State == "not-sent":
		return "– " + strings.ReplaceAll(r.State, "-", " "), theme.Dim
	case len(r.Left) > 0:
		return "! half done", theme.Warn
	case r.State == "unknown" || r.State == "intended" || r.State == "":
		return "? no outcome", theme.Doubt
	case r.State == "already":
		return "✓ already so", theme.Good
	case r.Undoes != "":
		return "✓ undo", theme.Good
	}
	return "✓ " + r.State, theme.Good
}

func sentence(c ad.Change) string {
	if c.Op == ad.AddValue {
		return what(c) + " is on " + c.Account + " again"
	}
	return what(c) + " is gone from " + c.Account
}

// Title is the crumb.
func (s *Screen) Title() string { return "Journal" }

// Aside counts.
func (s *Screen) Aside() widget.Line {
	return widget.Text(theme.Frame, s.tally())
}

func (s *Screen) row() (screen.JournalRow, bool) {
	if i := s.table.At(); i >= 0 && i < len(s.rows) {
		return s.rows[i], true
	}
	return screen.JournalRow{}, false
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	r, ok := s.row()
	none := ""
	if !ok {
		none = "nothing was written yet"
	}
	why := none
	switch {
	case !ok:
	case s.busy:
		why = "an undo is running"
	case r.Undone:
		why = "it was undone already"
	case r.State != "done":
		why = "it changed nothing that could be undone"
	}
	whole := screen.Binding{Keys: []string{"U"}, Intent: doWhole, Help: "undo plan", Long: "undo every change of the plan that this entry belongs to, last first", Effect: screen.Write, Why: why}
	if n := len(s.ofPlan(r)); ok && n == 0 {
		whole.Why = "nothing of its plan can be undone"
	} else if !s.busy {
		whole.Why = none
	}
	out := []screen.Binding{
		{Keys: []string{"enter"}, Intent: doOpen, Help: "details", Why: none},
		{Keys: []string{"u"}, Intent: doUndo, Help: "undo", Long: "undo this change, if its result still stands", Effect: screen.Write, Why: why},
		whole,
		{Keys: []string{"/"}, Intent: doFind, Help: "filter", Long: "list only entries with these words: an account, a domain, a state"},
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the entry", Why: none},
		{Keys: []string{"r"}, Intent: doAgain, Help: "read again"},
	}
	if len(r.Left) > 0 {
		out = append(out, s.finishing())
	}
	if s.open() > 0 {
		out = append(out, s.settling())
	}
	return append(out, screen.SortKeys()...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doAgain:
		return s.Open()
	case doSettle:
		return s.settle()
	case doFind:
		s.filter.Open()
		return nil
	}
	r, ok := s.row()
	if !ok || screen.Sorted(&s.table, i) {
		return nil
	}
	switch i {
	case doUndo:
		return s.askGate([]screen.JournalRow{r})
	case doWhole:
		return s.askGate(s.ofPlan(r))
	case doFinish:
		return screen.ToPlan{Plan: fix.Finish("finish plan "+r.Plan, r.Left), Crumb: "unfinished plan"}
	case doCopy:
		return screen.Copy{What: "the entry", Text: details(r)}
	}
	return screen.ToText{Title: "Journal › entry " + r.ID, Text: details(r)}
}

// Report is every entry in full, newest first.
func (s *Screen) Report() string {
	var out []string
	for _, r := range s.rows {
		out = append(out, details(r))
	}
	return strings.Join(out, "\n\n")
}

func details(r screen.JournalRow) string {
	out := []string{
		string(r.Change.Op) + " " + screen.MarkedText(r.Change.Value), "",
		"    object     " + r.Change.DN,
	}
	if r.Change.GUID != "" {
		out = append(out, "    GUID       "+r.Change.GUID)
	}
	out = append(out, "    account    "+r.Change.Account,
		"    attribute  "+r.Change.Attribute, "    at         "+r.At.UTC().Format("2006-01-02 15:04:05Z"),
		"    by         "+r.By, "    server     "+r.Server, "    entry      "+r.ID, "    state      "+r.State)
	if r.Undoes != "" {
		out = append(out, "    undoes     "+r.Undoes)
	}
	if r.Undone {
		out = append(out, "    later      undone")
	}
	for _, c := range r.Left {
		out = append(out, "    not made   "+string(c.Op)+" "+screen.MarkedText(c.Value)+" on "+c.DN)
	}
	if r.USN > 0 {
		out = append(out, fmt.Sprintf("    USN        %d, the server's highest after the write", r.USN))
	}
	if r.Note != "" {
		out = append(out, "", "! "+r.Note)
	}
	if r.Problem != "" {
		out = append(out, "", "✗ "+r.Problem)
	}
	if r.Before != nil || r.After != nil {
		out = append(out, "", "# "+r.Change.Attribute+", before and after", "")
		out = append(out, sides(r.Before, r.After)...)
	}
	return strings.Join(out, "\n")
}

// sides lists the values before and after: what went and what came, then what
// stayed.
func sides(before, after []string) []string {
	holds := func(list []string, v string) bool {
		return slices.ContainsFunc(list, func(o string) bool { return strings.EqualFold(o, v) })
	}
	var out, kept []string
	for _, v := range before {
		if after != nil && !holds(after, v) {
			out = append(out, "    gone   "+screen.MarkedText(v))
		} else {
			kept = append(kept, "    kept   "+screen.MarkedText(v))
		}
	}
	for _, v := range after {
		if !holds(before, v) {
			out = append(out, "    new    "+screen.MarkedText(v))
		}
	}
	if out = append(out, kept...); len(out) == 0 {
		return []string{"    no value"}
	}
	return out
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table.Move(key, s.height) }

// View draws the table.
func (s *Screen) View(w, h int) []widget.Line {
	out := append(screen.ProblemLines(s.problem, w), s.filter.View(w)...)
	if len(s.rows) == 0 {
		text := " Nothing was written yet. Each change will be listed here and can be undone."
		if !s.loaded {
			text = " Reading the journal…"
		}
		return append(out, widget.Text(theme.Dim, text))
	}
	s.height = h - len(out) - 1
	return append(out, s.table.View(w, h-len(out))...)
}
