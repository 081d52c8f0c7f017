package walk

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
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
			line(strings.TrimRight(m.Glyph+" "+l.Text+"  "+string(l.Verdict), " "))
		}
		for _, d := range l.Detail {
			line("    ", d)
		}
		if unsaid(l) {
			for c := range strings.SplitSeq(strings.TrimSpace(l.Copy), "\n") {
				line("    > ", c)
			}
		}
	}
	failed := []string{}
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
			if o.Status == diag.Fail && (len(failed) == 0 || failed[len(failed)-1] != r.Code) {
				failed = append(failed, r.Code)
			}
			m := theme.Status(o.Status)
			line(strings.TrimRight(m.Glyph+" "+facts.Spoken(o.Subject)+"  "+string(o.Verdict), " "))
			for _, e := range o.Evidence {
				when := ""
				if !e.At.IsZero() {
					when = " " + e.At.Local().Format("15:04:05")
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
	for _, code := range failed {
		if s.parts.Pages == nil {
			break
		}
		if p := s.parts.Pages(code); p != "" {
			line()
			if !strings.HasPrefix(strings.TrimSpace(p), "#") {
				line("# ", code)
			}
			line(strings.TrimSpace(p))
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return screen.Note{Status: diag.Manual, Text: "this step has seen nothing yet; r asks"}
	}
	return screen.ToText{Title: st.Title + " › evidence", Text: b.String()}
}
