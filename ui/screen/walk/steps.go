package walk

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// View draws the path and the story beside it.
func (s *Screen) View(w, h int) []widget.Line {
	if s.inputs != nil {
		s.rows = h
		return s.viewInputs(w, h)
	}
	left, right := s.pathWidth(w), 0
	if w >= wide {
		right = (w - left - 6) * 2 / 5
	}
	s.cols, s.rows = w-left-3, h
	if right > 0 {
		s.cols -= right + 3
	}
	text := s.cols
	if right == 0 {
		text-- // as much room at the right edge as the header has
	}
	lines := s.storyLines(text)
	story := s.story.View(lines, h)
	if where := s.story.Where(len(lines), h); where != "" {
		story = append(append([]widget.Line{}, s.story.View(lines, h-1)...), widget.Text(theme.Dim, s.story.Where(len(lines), h-1)+" · pgdn, pgup"))
	}
	if right > 0 {
		story = widget.Beside(story, s.beside(right-1, h), s.cols, s.cols+3+right, h)
	}
	return widget.Beside(s.path(left, h, s.short(w)), story, left, w, h)
}

// wide is from which width the evidence stands beside the story.
const wide = 140

// short says whether the titles of steps are shown in their short form.
func (s *Screen) short(w int) bool { return w < 120 }

// pathWidth is as wide as the longest title with its badge, and at most two
// fifths of the screen.
func (s *Screen) pathWidth(w int) int {
	most := 0
	for i := range s.state.Steps {
		most = max(most, 3+safetext.Width(s.title(i, w))+1+safetext.Width(s.badge(i)))
	}
	return max(20, min(most, w*2/5))
}

// title is a step's title as the path shows it.
func (s *Screen) title(i, w int) string {
	if s.short(w) {
		return s.parts.Guide.Steps[i].ShortTitle()
	}
	return s.parts.Guide.Steps[i].Title
}

// path is the left column: every step with its glyph and, at its right end,
// how many of its subjects are as they should be, or the status in a word.
func (s *Screen) path(w, h int, short bool) []widget.Line {
	var out []widget.Line
	from, to := s.list.Window(len(s.state.Steps), h)
	for i := from; i < to; i++ {
		title := s.parts.Guide.Steps[i].Title
		if short {
			title = s.parts.Guide.Steps[i].ShortTitle()
		}
		m := s.mark(i)
		lead := " "
		if i == s.list.Cursor {
			lead = "▸"
		}
		l := widget.Ends(
			widget.Of(widget.S(theme.Plain, lead), widget.S(m.Role, m.Glyph), widget.S(theme.Plain, " "+title)),
			widget.Text(m.Role, s.badge(i)), w)
		l.Selected = i == s.list.Cursor
		out = append(out, l)
	}
	return out
}

// mark is how a step looks. The fix and the proof speak for the plan; advice is
// there to be read.
func (s *Screen) mark(i int) theme.Mark {
	st, kind := s.status(i), s.parts.Guide.Steps[i].Kind
	m := theme.Status(st)
	if res, at := s.shown(i); !at.IsZero() {
		return earlierMark(res)
	}
	switch {
	case kind == guide.Fix && s.state.Complete:
		return s.fixMark()
	case kind == guide.Advice && (st == diag.Skipped && s.state.Complete || st == diag.Manual):
		return theme.Mark{Glyph: "·", Word: "read", Role: theme.Frame}
	case st == diag.Skipped && s.state.Complete && tells(s.state.Steps[i]):
		return theme.Mark{Glyph: "·", Word: "read", Role: theme.Frame}
	case kind == guide.Verify && st == diag.Pending:
		m.Word = "later"
	}
	return m
}

// tells says whether a step that judged nothing still has something to read,
// and not only the reason why it did not look.
func tells(res guide.StepResult) bool {
	return slices.ContainsFunc(res.Lines, func(l guide.Line) bool { return l.Status == "" && l.Verdict == "" })
}

// status is a step's status as a person should take it: advice and the fix need
// nobody, and a step that had nothing to judge but asks for something does.
func (s *Screen) status(i int) diag.Status {
	res, kind := s.state.Steps[i], s.parts.Guide.Steps[i].Kind
	switch {
	case kind == guide.Verify && !s.state.Wrote && !s.state.Plan.Empty() && res.Status != diag.Running:
		return diag.Pending // it proves the plan, which is not written yet
	case res.Status == diag.Manual && (kind == guide.Advice || kind == guide.Fix):
		return diag.Skipped
	case res.Status == diag.Skipped && kind != guide.Advice && kind != guide.Fix:
		for _, l := range res.Lines {
			if l.Status == diag.Manual {
				return diag.Manual
			}
		}
	}
	return res.Status
}

func (s *Screen) fixMark() theme.Mark {
	switch n := len(s.state.Plan.Changes); {
	case n > 0:
		return theme.Mark{Glyph: "!", Word: screen.Count(n, "change"), Role: theme.Warn}
	case s.state.Wrote && len(s.state.Plan.Left) > 0:
		return theme.Mark{Glyph: "!", Word: "rest by hand", Role: theme.Warn}
	case s.state.Wrote:
		return theme.Mark{Glyph: "✓", Word: "written", Role: theme.Good}
	case len(s.state.Plan.Left) > 0:
		return theme.Mark{Glyph: "!", Word: "by hand", Role: theme.Warn}
	}
	return theme.Mark{Glyph: "–", Word: "nothing", Role: theme.Dim}
}

// badge stands at the right end of a step: how many of its subjects are as they
// should be, or its status in a word.
func (s *Screen) badge(i int) string {
	if s.status(i) == diag.Fail {
		if ok, all := count(s.state.Steps[i]); all > 1 {
			return fmt.Sprintf("%d/%d", ok, all)
		}
	}
	return s.mark(i).Word
}

// count says how many subjects of a step there are and how many passed every
// check; where the story counts, it is the story's own count.
func count(res guide.StepResult) (ok, all int) {
	for _, l := range res.Lines {
		if l.Count.All > 0 {
			return l.Count.OK, l.Count.All
		}
	}
	good := map[string]bool{}
	for _, r := range res.Results {
		for _, o := range r.Outcomes {
			was, seen := good[o.Subject]
			good[o.Subject] = o.Status == diag.Pass && (was || !seen)
		}
	}
	for _, g := range good {
		if g {
			ok++
		}
	}
	return ok, len(good)
}

// tally sums the walk up in a line.
func (s *Screen) tally() string {
	counts := map[diag.Status]int{}
	for i := range s.state.Steps {
		counts[s.status(i)]++
	}
	var parts []string
	for _, c := range []struct {
		st   diag.Status
		word string
	}{{diag.Fail, "wrong"}, {diag.Crashed, "crashed"}, {diag.Unknown, "not known"}, {diag.Blocked, "blocked by an earlier one"}, {diag.Manual, "need you"}, {diag.Pass, "ok"}} {
		if counts[c.st] > 0 {
			if c.st == diag.Manual && counts[c.st] == 1 {
				c.word = "needs you"
			}
			parts = append(parts, fmt.Sprintf("%d %s", counts[c.st], c.word))
		}
	}
	walked := "walked: "
	if s.kept {
		walked = "walked with your earlier inputs: "
	}
	if len(parts) == 0 {
		return walked + "nothing to check here"
	}
	return walked + strings.Join(parts, ", ")
}

func (s *Screen) worst() diag.Status {
	out := diag.Skipped
	for i := range s.state.Steps {
		out = diag.Worse(out, s.status(i))
	}
	return out
}
