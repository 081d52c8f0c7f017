package walk

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// choices are the decisions that wait at the step under the cursor: those about
// its findings, and at the fix all of them.
func (s *Screen) choices() []fix.Choice {
	st, _, ok := s.step()
	if !ok || s.busy || !s.state.Complete {
		return nil
	}
	if st.Kind == guide.Fix {
		return s.state.Plan.Choices
	}
	var out []fix.Choice
	for _, c := range s.state.Plan.Choices {
		if (c.Identity || slices.Contains(st.Checks, c.Code)) && st.Kind != guide.Verify {
			out = append(out, c)
		}
	}
	return out
}

// candidate is one way to decide, by the number that chooses it.
type candidate struct {
	choice fix.Choice
	of     fix.Candidate
}

// candidates numbers the candidates of the choices, at most nine.
func (s *Screen) candidates() []candidate {
	var out []candidate
	for _, c := range s.choices() {
		for _, k := range c.Candidates {
			if len(out) < 9 {
				out = append(out, candidate{c, k})
			}
		}
	}
	return out
}

// choiceLines shows each question with its candidates and what is known of them.
func (s *Screen) choiceLines(w int) []widget.Line {
	var out []widget.Line
	asked := ""
	for i, c := range s.candidates() {
		if key := c.choice.Code + c.choice.Subject; key != asked {
			asked = key
			out = append(out, widget.Wrap(theme.Title, c.choice.Question, w, 2)...)
		}
		lead := "  "
		if c.of.Now {
			lead = "▸ "
		}
		known := strings.Join(c.of.Known, ", ")
		if known != "" {
			known = ": " + known
		}
		line := []widget.Span{widget.S(theme.Plain, lead), widget.S(theme.Key, fmt.Sprint(i+1)), widget.S(theme.Plain, "  ")}
		out = append(out, widget.Hang(line, theme.Plain, c.of.Label+known, w)...)
		if c.of.Proof != "" {
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Good, "     ✓ ")}, theme.Plain, c.of.Proof, w)...)
		}
	}
	return out
}

// choose decides as the candidate with a number says, or takes that decision
// back; the plan follows.
func (s *Screen) choose(n int) screen.Action {
	list := s.candidates()
	if n < 1 || n > len(list) {
		return nil
	}
	c := list[n-1]
	value := c.of.Value
	if d, ok := s.state.Decided[c.choice.Subject]; ok && d.Choice == value {
		value = ""
	}
	s.walk.Decide(c.choice.Subject, value, s.operator())
	note := screen.Note{Status: diag.Pass, Text: c.choice.Subject + ": " + c.of.Label}
	if value == "" {
		note.Text = c.choice.Subject + ": left open"
	}
	if c.choice.Identity {
		return screen.Several{note, s.rewalk()}
	}
	return screen.Several{note, s.judge()}
}
