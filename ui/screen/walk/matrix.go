package walk

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/ui/safetext"
	"adwalk/ui/screen/page"
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
		out = append(out, page.Layout(strings.TrimSpace(s.parts.Pages(f.Code)), w)...)
	} else if len(out) == 0 {
		out = page.Layout(strings.TrimSpace(checksOf(res)), w)
	}
	if len(out) == 0 || len(out) == 1 && out[0].Width() == 0 {
		return []widget.Line{widget.Text(theme.Dim, " "+unmeasured(st))}
	}
	if len(out) > h {
		out = append(out[:h-1], widget.Text(theme.Dim, " … enter shows the rest"))
	}
	return out
}

// unmeasured says why a step has no evidence to show.
func unmeasured(st guide.Step) string {
	switch st.Kind {
	case guide.Advice:
		return "There is nothing to measure here: this step is read."
	case guide.Person:
		return "No evidence: only somebody on the server sees this."
	case guide.Fix:
		return "The evidence stands at the steps that found something."
	}
	return "No check has looked at anything in this step."
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
	size := func(code string) int { return min(13, safetext.Width(heading(code))+2) }
	room, total := w-24, 0
	for _, c := range codes {
		total += size(c)
	}
	if total > room { // what is not as it should be is among those that are shown
		trouble := map[string]int{}
		for key, st := range marks {
			if st != diag.Pass {
				trouble[key[1]] = -1
			}
		}
		slices.SortStableFunc(codes, func(a, b string) int { return trouble[a] - trouble[b] })
		fit, used := 1, size(codes[0])
		for fit < len(codes) && used+size(codes[fit]) <= room {
			used += size(codes[fit])
			fit++
		}
		codes, total = codes[:fit], used
	}
	name := w - 1 - total
	head := widget.Of(widget.S(theme.Dim, pad("Subject", name)+" "))
	for _, c := range codes {
		head = head.Add(widget.S(theme.Dim, pad(heading(c), size(c)-1)+" "))
	}
	out := []widget.Line{head}
	for _, subject := range subjects {
		l := widget.Of(widget.S(theme.Plain, pad(safetext.Middle(safetext.Printable(facts.Spoken(subject)), name), name)+" "))
		for _, c := range codes {
			st, seen := marks[[2]string{subject, c}]
			m := theme.Mark{Glyph: "·", Role: theme.Dim}
			if seen {
				m = theme.Status(st)
			}
			l = l.Add(widget.S(m.Role, pad(m.Glyph, size(c))))
		}
		out = append(out, l)
	}
	return out
}

// heading is a check's code without its area.
func heading(code string) string {
	if _, short, ok := strings.Cut(code, "-"); ok {
		return short
	}
	return code
}

// pad clips or fills a text to w cells.
func pad(text string, w int) string {
	text = safetext.Clip(safetext.Printable(text), w)
	return text + strings.Repeat(" ", max(0, w-safetext.Width(text)))
}
