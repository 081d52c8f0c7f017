package walk

import (
	"cmp"
	"fmt"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
)

// evidence opens a pager on everything the step knows: each outcome with its
// evidence, source and time, and the page of every finding.
func (s *Screen) evidence() screen.Action {
	st, res, ok := s.step()
	if !ok {
		return nil
	}
	text, failed := s.evidenceOf(st, res)
	if _, at := s.shown(s.list.Cursor); !at.IsZero() {
		text = "As seen " + at.UTC().Format("2006-01-02 15:04:05Z") + ", in an earlier session.\n\n" + text
	}
	for _, code := range failed {
		if s.parts.Pages == nil {
			break
		}
		if p := s.parts.Pages(code); p != "" {
			text += "\n"
			if !strings.HasPrefix(strings.TrimSpace(p), "#") {
				text += "# " + code + "\n"
			}
			text += strings.TrimSpace(p) + "\n"
		}
	}
	if strings.TrimSpace(text) == "" {
		return screen.Note{Status: diag.Manual, Text: "this step has seen nothing yet; r asks"}
	}
	return screen.ToText{Title: st.Title + " › evidence", Text: text}
}

// Report is the whole walk with its evidence, for a file: each step's verdict,
// what was seen, where and when, and what to do.
func (s *Screen) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", s.parts.Guide.Symptom, s.parts.Guide.ID, s.tally())
	for i, st := range s.parts.Guide.Steps {
		m := s.mark(i)
		text, _ := s.evidenceOf(st, s.state.Steps[i])
		fmt.Fprintf(&b, "\n== %d. %s: %s %s\n\n%s", i+1, st.Title, m.Glyph, m.Word, text)
	}
	return b.String()
}

// evidenceOf is what a step says and what its checks saw; failed are the codes of its
// findings.
func (s *Screen) evidenceOf(st guide.Step, res guide.StepResult) (text string, failed []string) {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	if st.Why != "" {
		line(st.Why)
		line()
	}
	for _, l := range res.Lines {
		l = s.translate(l)
		m := theme.Status(l.Status)
		if l.Status == "" && l.Verdict == "" {
			line(l.Text)
		} else {
			line(strings.TrimRight(m.Glyph+" "+l.Text+"  "+cmp.Or(l.Code, string(l.Verdict)), " "))
		}
		for _, d := range l.Detail {
			text, shell := commandIn(l, d)
			if text != "" {
				line("    ", text)
			}
			if shell != "" {
				line("    $ ", shell)
			}
		}
		if unsaid(l) {
			for c := range strings.SplitSeq(strings.TrimSpace(l.Copy), "\n") {
				line("    $ ", c)
			}
		}
	}
	b.WriteString(checksOf(res))
	for _, r := range res.Results {
		for _, o := range r.Outcomes {
			if o.Status == diag.Fail && (len(failed) == 0 || failed[len(failed)-1] != r.Code) {
				failed = append(failed, r.Code)
			}
		}
	}
	return b.String(), failed
}

// checksOf is what a step's checks saw, each outcome with its evidence, source and
// time.
func checksOf(res guide.StepResult) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	for _, r := range res.Results {
		if len(r.Outcomes) == 0 && r.Crash == "" {
			continue
		}
		line()
		line("# Check ", r.Code)
		if r.Crash != "" {
			line("‼ the check broke: ", r.Crash)
		}
		for _, o := range r.Outcomes {
			m := theme.Status(o.Status)
			line(strings.TrimRight(m.Glyph+" "+facts.Spoken(o.Subject)+"  "+string(o.Verdict), " "))
			for _, e := range o.Evidence {
				when := ""
				if !e.At.IsZero() {
					when = " " + e.At.UTC().Format("2006-01-02 15:04:05Z")
				}
				line("    ", e.Text, "  (", e.Source, when, ")")
			}
			if o.Problem != nil {
				line("    not known: ", o.Problem.Error())
			}
			if o.By != "" {
				line("    blocked: ", o.By, " explains it")
			}
		}
	}
	return b.String()
}

// Document is what a report is made of.
func (s *Screen) Document() (walk.State, *diag.Snapshot) { return s.walk.State(), s.walk.Snapshot() }
