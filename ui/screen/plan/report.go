package plan

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// report is what happened after the confirmation: each change, then the proof.
func (s *Screen) report(w int) []widget.Line {
	head := widget.Text(theme.Title, " What was written")
	if s.written() > 0 && s.outcomes[0].Server != "" {
		head = head.Add(widget.S(theme.Dim, ", each read back from "+s.outcomes[0].Server))
	}
	out := []widget.Line{head}
	for _, o := range s.outcomes {
		out = append(out, outcome(o, w)...)
	}
	if s.stage == applying {
		out = append(out, widget.Text(theme.Dim, fmt.Sprintf(" … %d of %d", len(s.outcomes), len(s.parts.Plan.Changes))))
	}
	if s.problem != nil && !mentioned(s.outcomes, s.problem) && !mentioned(s.back, s.problem) {
		out = append(out, screen.ProblemLines(s.problem, w)...)
	}
	if s.stage == done && s.written() == 0 {
		out = append(out, widget.Text(theme.Good, " Nothing was written."))
	}
	if s.stage == verifying {
		out = append(out, widget.Line{}, widget.Text(theme.Dim, " … asking the directory and the KDC again"))
	}
	out = append(out, s.proofLines(w)...)
	if len(s.back) > 0 {
		out = append(out, widget.Line{}, widget.Text(theme.Title, " Undone"))
		for _, o := range s.back {
			out = append(out, outcome(o, w)...)
		}
	}
	return out
}

func mentioned(list []ad.ChangeOutcome, p *ad.Problem) bool {
	for _, o := range list {
		if o.Problem == p {
			return true
		}
	}
	return false
}

// outcome is one change: what was read back, or why it was refused.
func outcome(o ad.ChangeOutcome, w int) []widget.Line {
	sign := "+ "
	if o.Change.Op == ad.DeleteValue {
		sign = "- "
	}
	m, word := theme.Status(diag.Pass), "read back"
	switch {
	case o.Problem != nil && o.Done:
		m, word = theme.Status(diag.Manual), "written"
	case o.Problem != nil:
		m, word = theme.Status(diag.Fail), "refused"
	case o.Already:
		word = "was so already"
	case !o.Done:
		m, word = theme.Status(diag.Unknown), "not done"
	}
	left := widget.Of(widget.S(m.Role, " "+m.Glyph+" "), widget.S(theme.Plain, sign+screen.MarkedText(o.Change.Value)), widget.S(theme.Dim, "  "+place(o.Change)))
	out := []widget.Line{widget.Ends(left, widget.Text(m.Role, word+" "), w)}
	if p := o.Problem; p != nil {
		for _, t := range []string{p.What, p.Why} {
			if t != "" {
				out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "     ")}, theme.Plain, t, w-1)...)
			}
		}
		if p.Do != "" {
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "     ")}, theme.Warn, p.Do, w-1)...)
		}
	}
	return out
}

// addsName says whether a change gives an account a name that clients may have
// been told to be unknown.
func addsName(c fix.Planned) bool {
	return c.Change.Op == ad.AddValue && strings.EqualFold(c.Change.Attribute, "servicePrincipalName")
}

// place is the account, and the attribute where it is not the one with the names.
func place(c ad.Change) string {
	if strings.EqualFold(c.Attribute, "servicePrincipalName") {
		return c.Account
	}
	return c.Attribute + " of " + c.Account
}

func (s *Screen) proofLines(w int) []widget.Line {
	if s.proof == nil {
		return nil
	}
	m := theme.Status(s.proof.Status)
	head := map[diag.Status]string{diag.Pass: "fixed", diag.Fail: "still failing: u undoes the changes"}[s.proof.Status]
	if head == "" {
		head = "not known: v asks again"
	}
	if s.proof.Text != "" {
		head = s.proof.Text
	}
	if s.proof.Undo {
		head += " Press u."
	}
	out := append([]widget.Line{{}}, widget.Hang([]widget.Span{widget.S(theme.Title, " Verified  "), widget.S(m.Role, m.Glyph+" ")}, m.Role, head, w-1)...)
	for _, l := range s.proof.Lines {
		lm := theme.Status(l.Status)
		if l.Status == "" {
			out = append(out, widget.Wrap(theme.Plain, " "+l.Text, w-1, 1)...)
			continue
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(lm.Role, " "+lm.Glyph+" ")}, theme.Plain, l.Text, w-1)...)
	}
	if n := s.leftOut(); n > 0 && (s.proof.Status != diag.Pass || len(s.proof.Left) > 0) {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Warn, " ! ")}, theme.Plain, "you left "+screen.Count(n, "change")+" out: what only that would have put right still stands", w-1)...)
	}
	for _, l := range s.proof.Left {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Warn, " ! ")}, theme.Plain, "left to do by hand: "+l, w-1)...)
	}
	if s.written() > 0 && s.stage != undone && slices.ContainsFunc(s.parts.Plan.Changes, addsName) {
		already := false
		for _, l := range s.proof.Lines {
			already = already || strings.Contains(l.Text, "15 minutes")
		}
		if !already {
			out = append(out, widget.Line{})
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Warn, " ! ")}, theme.Plain, fix.RememberNote, w-1)...)
		}
	}
	return out
}

// Report is the plan, what was written of it, and the same as commands.
func (s *Screen) Report() string {
	const width = 120
	lines := s.proposal(width)
	if s.stage != shown {
		lines = append(append(lines, widget.Line{}), s.report(width)...)
	}
	var b strings.Builder
	for _, l := range lines {
		for _, span := range l.Spans {
			b.WriteString(span.Text)
		}
		b.WriteString("\n")
	}
	for _, v := range s.views {
		if strings.TrimSpace(v.Text) != "" {
			fmt.Fprintf(&b, "\n== %s\n\n%s\n", v.Name, strings.TrimRight(v.Text, "\n"))
		}
	}
	return b.String()
}
