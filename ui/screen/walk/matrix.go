package walk

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/ui/safetext"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// beside is what the third pane shows where the terminal is wide: the step's
// evidence as a matrix, else the page of its first finding, else all evidence.
func (s *Screen) beside(w, h int) []widget.Line {
	st, res, ok := s.step()
	if !ok {
		return nil
	}
	out := matrix(res, w)
	if f, found := s.finding(); found && s.parts.Pages != nil && len(out) < h/2 {
		if len(out) > 0 {
			out = append(out, widget.Line{})
		}
		for _, l := range safetext.Lines(strings.TrimSpace(s.parts.Pages(f.Code)), h) {
			out = append(out, widget.Wrap(theme.Plain, l, w, 2)...)
		}
	}
	if len(out) == 0 {
		text, _ := s.evidenceOf(st, res)
		for _, l := range safetext.Lines(strings.TrimSpace(text), h) {
			out = append(out, widget.Wrap(theme.Dim, l, w, 4)...)
		}
	}
	return out[:min(len(out), h)]
}

// matrix has a row for each subject and a column for each check that looked at
// it, with one mark each. It is empty where there is nothing to compare.
func matrix(res guide.StepResult, w int) []widget.Line {
	var codes, subjects []string
	marks := map[[2]string]diag.Status{}
	for _, r := range res.Results {
		for _, o := range r.Outcomes {
			if o.Subject == "" {
				continue
			}
			if !slices.Contains(codes, r.Code) {
				codes = append(codes, r.Code)
			}
			if !slices.Contains(subjects, o.Subject) {
				subjects = append(subjects, o.Subject)
			}
			key := [2]string{o.Subject, r.Code}
			marks[key] = diag.Worse(marks[key], o.Status)
		}
	}
	if len(codes) < 2 || len(subjects) == 0 {
		return nil
	}
	const column = 11
	fit := max(1, (w-24)/column)
	if len(codes) > fit {
		codes = codes[:fit]
	}
	name := w - len(codes)*column - 1
	head := widget.Of(widget.S(theme.Dim, pad("Subject", name)+" "))
	for _, c := range codes {
		_, short, ok := strings.Cut(c, "-")
		if !ok {
			short = c
		}
		head = head.Add(widget.S(theme.Dim, pad(short, column)))
	}
	out := []widget.Line{head}
	for _, subject := range subjects {
		l := widget.Of(widget.S(theme.Plain, pad(facts.Spoken(subject), name)+" "))
		for _, c := range codes {
			st, seen := marks[[2]string{subject, c}]
			m := theme.Mark{Glyph: "·", Role: theme.Dim}
			if seen {
				m = theme.Status(st)
			}
			l = l.Add(widget.S(m.Role, pad(m.Glyph, column)))
		}
		out = append(out, l)
	}
	return out
}

// pad clips or fills a text to w cells.
func pad(text string, w int) string {
	text = safetext.Printable(text)
	if safetext.Width(text) > w {
		text = safetext.Clip(text, max(0, w-1)) + "…"
	}
	return text + strings.Repeat(" ", max(0, w-safetext.Width(text)))
}
