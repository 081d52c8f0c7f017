package walk

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// storyLines is the story of the step under the cursor: why it matters, what waits
// for a decision, what is wrong, what was seen, what to do.
func (s *Screen) storyLines(w int) []widget.Line {
	st, res, ok := s.step()
	if !ok {
		return []widget.Line{widget.Text(theme.Dim, "This guide has no steps.")}
	}
	m := s.mark(s.list.Cursor)
	out := []widget.Line{widget.Ends(widget.Text(theme.Title, st.Title), widget.Text(m.Role, m.Glyph+" "+m.Word), w)}
	out = append(out, s.earlierLines(s.list.Cursor, w)...)
	out = append(out, s.problemLines(w)...)
	body := w - labelled
	var why []widget.Line
	if st.Why != "" {
		why = widget.Wrap(theme.Dim, st.Why, body, 0)
	}
	wrong, seen := s.told(st, res, body)
	do := s.adviceLines(res.Lines, body)
	if len(res.Lines) == 0 { // a guide's own story tells of the items
		seen = append(seen, s.itemLines(st, body)...)
	}
	if next := s.next(st, res); next != "" {
		do = append(do, widget.Wrap(theme.Plain, next, body, 0)...)
	}
	choose := s.choiceLines(body)
	for _, part := range []struct {
		label string
		lines []widget.Line
	}{{"Why", why}, {"Pick", choose}, {"Wrong", wrong}, {"Seen", seen}, {"Do", do}} {
		out = append(out, labels(part.label, part.lines)...)
	}
	return out
}

// labelled is the width of the label before each part of a story.
const labelled = 6

// labels puts a label before the first line and indents the others.
func labels(label string, lines []widget.Line) []widget.Line {
	var out []widget.Line
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		spans := append([]widget.Span{widget.S(theme.Frame, fmt.Sprintf("%-*s", labelled, label))}, l.Spans...)
		out = append(out, widget.Line{Spans: spans, Selected: l.Selected})
	}
	return out
}

// In a story of more than fewLines verdicts each has one row of evidence; with
// few, each has two and its command. The evidence shows all.
const fewLines = 3

// told is what the step's story says, or, where the guide tells none, what the
// checks said: what is wrong, findings of one kind together, then the rest.
func (s *Screen) told(st guide.Step, res guide.StepResult, w int) (wrong, seen []widget.Line) {
	lines := slices.Clone(res.Lines)
	for i := range lines {
		lines[i].Do = nil // it has its own part
	}
	if len(lines) == 0 {
		lines = plainStory(res)
	}
	kinds := map[string][]guide.Line{}
	verdicts := 0
	for _, l := range lines {
		if l.Status != "" || l.Verdict != "" {
			verdicts++
		}
		if l.Code != "" && l.Status == diag.Fail {
			kinds[l.Code] = append(kinds[l.Code], l)
		}
	}
	brief := verdicts > fewLines && st.Kind != guide.Fix
	tight := !slices.ContainsFunc(lines, func(l guide.Line) bool { return oneRow(l) && natural(passed(l, w+1000)) > w })
	ok, most := 0, len(lines)
	if n := passes(lines); n > manyPasses {
		most = manyPasses - 1
	}
	for i, l := range lines {
		if l.Status == diag.Pass && brief {
			if ok++; ok > most {
				if i == len(lines)-1 || ok == passes(lines) {
					m := theme.Status(diag.Pass)
					seen = append(seen, widget.Of(widget.S(m.Role, m.Glyph+" "), widget.S(theme.Dim, fmt.Sprintf("%d more are ok: enter shows them", ok-most))))
				}
				continue
			}
		}
		switch same := kinds[l.Code]; {
		case l.Status != diag.Fail && l.Status != diag.Crashed:
			seen = append(seen, storyLine(l, w, brief, tight)...)
		case l.Code == "" || len(same) == 1:
			wrong = append(wrong, storyLine(l, w, brief, tight)...)
		case len(same) > 1:
			wrong = append(wrong, s.group(same, w)...)
			kinds[l.Code] = nil // told once
		}
	}
	if len(lines) == 0 && len(st.Items) == 0 {
		text := map[diag.Status]string{diag.Pending: "Not asked yet.", diag.Running: "Asking…", diag.Skipped: "Nothing to check here."}[res.Status]
		if text != "" {
			seen = append(seen, widget.Wrap(theme.Dim, text, w, 0)...)
		}
	}
	return wrong, seen
}

// mostAdvice is how many pieces of advice stand in a story; the evidence has all.
const mostAdvice = 4

// adviceLines are what a step's lines advise, each piece once.
func (s *Screen) adviceLines(lines []guide.Line, w int) []widget.Line {
	var texts []string
	for _, l := range lines {
		for _, a := range l.Do {
			text := ad.Capital(a.Words(s.here))
			if a.Input == "" {
				text = ad.Sentence(text)
			}
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	more := len(texts) - mostAdvice
	if more > 0 {
		texts = texts[:mostAdvice]
	}
	var out []widget.Line
	for _, text := range texts {
		out = append(out, widget.Wrap(theme.Plain, text, w, 0)...)
	}
	if more > 0 {
		out = append(out, widget.Text(theme.Dim, fmt.Sprintf("… %d more: enter", more)))
	}
	return out
}

// manyPasses is from how many on not each subject that is as it should be is
// named: what is wrong must not be looked for among them.
const manyPasses = 8

func passes(lines []guide.Line) int {
	n := 0
	for _, l := range lines {
		if l.Status == diag.Pass {
			n++
		}
	}
	return n
}

// grouped is how many subjects of a group are named.
const grouped = 4

// group tells findings of one kind with their count: the kind, then the subjects.
func (s *Screen) group(list []guide.Line, w int) []widget.Line {
	title := list[0].Code
	if e := s.parts.Engine; e != nil && e.Texts != nil {
		title = e.Texts.Title(list[0].Code)
	}
	m := theme.Status(diag.Fail)
	head := widget.Hang([]widget.Span{widget.S(m.Role, m.Glyph+" ")}, theme.Plain, fmt.Sprintf("%d × %s", len(list), title), w)
	head = tagged(head, list[0], m, w)
	var subjects []string
	for _, l := range list {
		subjects = append(subjects, facts.Spoken(l.Subject))
	}
	more := ""
	if len(subjects) > grouped {
		more = fmt.Sprintf(", … %d more: enter", len(subjects)-grouped)
		subjects = subjects[:grouped]
	}
	return append(head, widget.Wrap(theme.Dim, "  "+strings.Join(subjects, ", ")+more, w, 2)...)
}

// plainStory makes lines from the outcomes of checks.
func plainStory(res guide.StepResult) []guide.Line {
	var out []guide.Line
	for _, r := range res.Results {
		if r.Crash != "" {
			out = append(out, guide.Line{Status: diag.Crashed, Text: r.Code, Detail: []string{r.Crash}})
		}
		for _, o := range r.Outcomes {
			l := guide.Line{Status: o.Status, Verdict: o.Verdict, Text: facts.Spoken(o.Subject)}
			if l.Text == "" {
				l.Text = r.Code
			}
			for _, e := range o.Evidence {
				l.Detail = append(l.Detail, e.Text)
			}
			if o.Problem != nil {
				l.Detail = append(l.Detail, o.Problem.Error())
			}
			if o.By != "" {
				l.Detail = append(l.Detail, "hidden by "+o.By)
			}
			out = append(out, l)
		}
	}
	return out
}

func (s *Screen) itemLines(st guide.Step, w int) []widget.Line {
	var out []widget.Line
	for _, it := range st.Items {
		m := theme.Status(diag.Manual)
		word := "not answered"
		if a, ok := s.state.Answers[it.ID]; ok {
			m, word = theme.Status(diag.Pass), "you: yes"
			if !a.Yes {
				m, word = theme.Status(diag.Fail), "you: no"
			}
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(m.Role, m.Glyph+" ")}, theme.Plain, it.Title+" ("+word+")", w)...)
		if it.Command != "" {
			out = append(out, command(it.Command, w)...)
		}
	}
	return out
}
