package walk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
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
	out = append(out, s.problemLines(w)...)
	body := w - labelled
	var why, do []widget.Line
	if st.Why != "" {
		why = widget.Wrap(theme.Dim, st.Why, body, 0)
	}
	wrong, seen := s.told(st, res, body)
	if len(res.Lines) == 0 { // a guide's own story tells of the items
		seen = append(seen, s.itemLines(st, body)...)
	}
	if next := s.next(st, res); next != "" {
		do = widget.Wrap(theme.Plain, next, body, 0)
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

func (s *Screen) problemLines(w int) []widget.Line {
	if s.state.Problem == nil {
		return nil
	}
	var out []widget.Line
	if in, missing := s.missing(); missing && s.world.Problem == nil {
		lead := []widget.Span{widget.S(theme.Warn, "! ")}
		out = append(out, widget.Hang(lead, theme.Plain, "This walk needs to know "+in.Title+".", w)...)
		if in.Help != "" {
			out = append(out, widget.Wrap(theme.Dim, "  "+in.Help, w, 2)...)
		}
		return append(append(out, widget.Wrap(theme.Plain, "  i gives it; R then walks.", w, 2)...), widget.Line{})
	}
	out = append(out, widget.Hang([]widget.Span{widget.S(theme.Bad, "✗ ")}, theme.Plain, s.state.Problem.What, w)...)
	if s.state.Problem.Why != "" {
		out = append(out, widget.Wrap(theme.Plain, "  "+s.state.Problem.Why, w, 2)...)
	}
	if c := s.world.Problem; c != nil && c.What != s.state.Problem.What && !strings.Contains(s.state.Problem.Why, c.What) {
		out = append(out, widget.Wrap(theme.Plain, "  the console is not connected: "+c.What+orElse(": ", c.Why), w, 2)...)
	}
	if do := s.state.Problem.Do; strings.Contains(do, "--set") || do == "" {
		out = append(out, widget.Wrap(theme.Warn, "  press i to give it, or to correct what was found", w, 2)...)
	} else {
		out = append(out, widget.Wrap(theme.Warn, "  "+do, w, 2)...)
	}
	return append(out, widget.Line{})
}

func orElse(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

// In a story of more than fewLines verdicts each has one row of evidence; with
// few, each has two and its command. The evidence shows all.
const fewLines = 3

// told is what the step's story says, or, where the guide tells none, what the
// checks said: what is wrong, findings of one kind together, then the rest.
func (s *Screen) told(st guide.Step, res guide.StepResult, w int) (wrong, seen []widget.Line) {
	lines := res.Lines
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
			seen = append(seen, storyLine(s.translate(l), w, brief, tight)...)
		case l.Code == "" || len(same) == 1:
			wrong = append(wrong, storyLine(s.translate(l), w, brief, tight)...)
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

// tagged puts a finding's code, or the verdict of what is no finding, at the right end of its text, on the
// last row where they fit, else on a row of their own.
func tagged(body []widget.Line, l guide.Line, m theme.Mark, w int) []widget.Line {
	word := cmp.Or(l.Code, string(l.Verdict)) // one code everywhere: explain and :page answer it
	if word == "" {
		return body
	}
	if last := body[len(body)-1]; last.Width()+2+len(word) <= w {
		body[len(body)-1] = widget.Ends(last, widget.Text(m.Role, word), w)
		return body
	}
	return append(body, widget.Ends(widget.Line{}, widget.Text(m.Role, word), w))
}

func storyLine(l guide.Line, w int, brief, tight bool) []widget.Line {
	var out []widget.Line
	if brief && l.Status == diag.Pass {
		return []widget.Line{passed(l, w)}
	}
	if l.Status == "" && l.Verdict == "" && l.Copy == l.Text && l.Copy != "" {
		out = append(out, widget.Command(theme.Frame, "", l.Copy, w, widget.Continuation(l.Copy))...)
	} else if l.Status == "" && l.Verdict == "" {
		out = append(out, widget.Wrap(theme.Plain, l.Text, w, 0)...)
	} else if tight && oneRow(l) {
		return []widget.Line{passed(l, w)}
	} else {
		m := theme.Status(l.Status)
		if l.Verdict != "" && l.Status == "" {
			m = theme.Verdict(l.Verdict)
		}
		body := widget.Hang([]widget.Span{widget.S(m.Role, m.Glyph+" ")}, theme.Plain, l.Text, w)
		body = tagged(body, l, m, w)
		out = append(out, body...)
	}
	if brief && (l.Status != "" || l.Verdict != "") {
		if len(l.Detail) > 0 {
			detail := widget.Wrap(theme.Dim, "    "+l.Detail[0], w, 4)
			if len(detail) > 2 {
				detail = detail[:2]
				last := &detail[1].Spans[len(detail[1].Spans)-1]
				last.Text = safetext.Clip(last.Text, w-2) + " …"
			}
			out = append(out, detail...)
		}
		return out
	}
	for i, d := range l.Detail {
		if i == 2 && len(l.Detail) > 3 {
			out = append(out, widget.Text(theme.Dim, fmt.Sprintf("    … %d more, press enter", len(l.Detail)-i)))
			break
		}
		out = append(out, widget.Wrap(theme.Dim, "    "+d, w, 4)...)
	}
	if unsaid(l) {
		for i, c := range strings.Split(strings.TrimSpace(l.Copy), "\n") {
			if i == 3 {
				out = append(out, widget.Text(theme.Dim, "    …"))
				break
			}
			out = append(out, command(c, w)...)
		}
	}
	return out
}

// command is a command line below what it belongs to: a copy by mouse runs, too.
func command(text string, w int) []widget.Line {
	return widget.Command(theme.Frame, "    ", strings.TrimSpace(text), w, widget.Continuation(text))
}

// unsaid says whether a line has a command to copy that its text and its details
// do not show already.
func unsaid(l guide.Line) bool {
	said := func(text string) bool { return strings.HasSuffix(text, l.Copy) }
	return l.Copy != "" && !said(l.Text) && !slices.ContainsFunc(l.Detail, said)
}

// passed is one row for what is as it should be, among many others.
func passed(l guide.Line, w int) widget.Line {
	m := theme.Status(diag.Pass)
	line := widget.Of(widget.S(m.Role, m.Glyph+" "), widget.S(theme.Plain, l.Text))
	if len(l.Detail) > 0 {
		line = line.Add(widget.S(theme.Dim, "  "+l.Detail[0]))
	}
	return widget.Ends(line, widget.Text(m.Role, string(l.Verdict)), w)
}

// oneRow says whether what a line says may stand in one row.
func oneRow(l guide.Line) bool { return l.Status == diag.Pass && len(l.Detail) == 1 && !unsaid(l) }

// natural is how wide the text of a padded row is, with its word.
func natural(l widget.Line) int {
	n, blank := 0, 0
	for _, s := range l.Spans {
		if strings.TrimSpace(s.Text) == "" {
			blank = max(blank, safetext.Width(s.Text))
		}
		n += safetext.Width(safetext.Printable(s.Text))
	}
	return n - max(0, blank-1)
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

// next says what the person should do now.
func (s *Screen) next(st guide.Step, res guide.StepResult) string {
	changes := screen.Count(len(s.state.Plan.Changes), "change")
	switch {
	case s.busy || s.state.Problem != nil || !s.state.Complete:
		return ""
	case st.Kind == guide.Person && res.Status == diag.Fail:
		return "put right on the servers what is not as it must be, then press enter and answer again."
	case st.Kind == guide.Person && len(st.Items) > 0 && res.Status != diag.Pass:
		return "look on the server, then press enter to record what you saw."
	case len(s.samples()) > 0 && !s.sampled() && !s.state.Wrote:
		return "s takes what the lab has ready, as if you had pasted or typed it."
	case st.Kind == guide.Verify && !s.state.Wrote && !s.state.Plan.Empty():
		return "f shows the plan; this step runs again by itself after the plan was applied."
	case st.Kind == guide.Fix && !s.state.Plan.Empty():
		return "enter shows the plan of " + changes + ". Nothing is written before you confirm it."
	case st.Kind == guide.Fix && len(s.state.Plan.Left) == 0:
		return "there is nothing to write."
	case st.Kind == guide.Fix:
		return "this is done by hand, on the servers or by an administrator; then R walks the whole guide again."
	case res.Status == diag.Fail && s.state.Plan.Empty() && len(s.state.Plan.Left) > 0:
		return "enter for the evidence, f for what is to be done by hand."
	case res.Status == diag.Fail && !s.state.Plan.Empty():
		return "enter for the evidence, f for the fix of " + changes + "."
	}
	return ""
}

// copy takes the step's commands, or all its text where there are none.
func (s *Screen) copy() screen.Action {
	st, res, ok := s.step()
	if !ok {
		return nil
	}
	var commands, text []string
	for _, l := range res.Lines {
		if l.Copy != "" {
			commands = append(commands, l.Copy)
		}
		text = append(text, l.Text)
		text = append(text, l.Detail...)
	}
	for _, it := range st.Items {
		if it.Command != "" {
			commands = append(commands, it.Command)
		}
	}
	if len(commands) > 0 {
		return screen.Copy{What: "the commands", Text: strings.Join(commands, "\n")}
	}
	if len(text) == 0 {
		for _, l := range plainStory(res) {
			text = append(text, l.Text+" "+string(l.Verdict))
			text = append(text, l.Detail...)
		}
	}
	return screen.Copy{What: "this step", Text: strings.Join(text, "\n")}
}
