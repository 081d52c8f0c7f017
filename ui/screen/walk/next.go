package walk

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// problemLines say why the walk ended early, and what to do.
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

// next says what the person should do now.
func (s *Screen) next(st guide.Step, res guide.StepResult) string {
	changes := screen.Count(len(s.state.Plan.Changes), "change")
	switch {
	case s.busy || s.state.Problem != nil || !s.state.Complete:
		return ""
	case st.Kind == guide.Person && res.Status == diag.Fail:
		return "Put right on the servers what is not as it must be, then press enter and answer again."
	case st.Kind == guide.Person && len(st.Items) > 0 && res.Status != diag.Pass:
		return "Look on the server, then press enter to record what you saw."
	case st.Kind == guide.Verify && !s.state.Wrote && !s.state.Plan.Empty():
		return "f shows the plan; this step runs again by itself after the plan was applied."
	case st.Kind == guide.Fix && !s.state.Plan.Empty():
		return "enter shows the plan of " + changes + ". Nothing is written before you confirm it."
	case st.Kind == guide.Fix && len(s.state.Plan.Left) == 0:
		return "There is nothing to write."
	case st.Kind == guide.Fix:
		return "This is done by hand, on the servers or by an administrator; then R walks the whole guide again."
	case res.Status == diag.Fail && s.state.Plan.Empty() && len(s.state.Plan.Left) > 0:
		return "enter for the evidence, f for what is to be done by hand."
	case res.Status == diag.Fail && !s.state.Plan.Empty():
		return "enter for the evidence, f for the fix of " + changes + "."
	case len(s.samples()) > 0 && !s.sampled() && !s.state.Wrote:
		return "s takes what the lab has ready, as if you had pasted or typed it."
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
		text = append(text, s.translate(l).Detail...)
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
