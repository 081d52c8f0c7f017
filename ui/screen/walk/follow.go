package walk

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// problem is the next step after the cursor, in a direction and around the end,
// that is wrong, not known or needs a person; -1 for none.
func (s *Screen) problem(direction int) int {
	n := len(s.state.Steps)
	for k := 1; k < n; k++ {
		i := ((s.list.Cursor+direction*k)%n + n) % n
		switch s.status(i) {
		case diag.Fail, diag.Crashed, diag.Unknown, diag.Manual:
			return i
		}
		if s.parts.Guide.Steps[i].Kind == guide.Fix && s.state.Complete && !s.state.Plan.Empty() {
			return i // the problems lead to the plan
		}
	}
	return -1
}

// finding is the first finding of the step under the cursor.
func (s *Screen) finding() (diag.Finding, bool) {
	_, res, ok := s.step()
	if !ok {
		return diag.Finding{}, false
	}
	for _, r := range res.Results {
		for _, o := range r.Outcomes {
			for _, f := range s.state.Findings {
				if o.Status == diag.Fail && f.Code == r.Code && f.Subject == o.Subject {
					return f, true
				}
			}
		}
	}
	return diag.Finding{}, false
}

// findingKeys lead from a finding to its page, object, ticket and commands, and
// choose among candidates.
func (s *Screen) findingKeys() []screen.Binding {
	f, ok := s.finding()
	page := screen.Binding{Keys: []string{"P"}, Intent: doPage, Help: "page", Long: "the page of this step's first finding", Quiet: true}
	to := screen.Binding{Keys: []string{"o"}, Intent: doObject, Help: "object", Long: "the object that the first finding is about", Quiet: true}
	ticket := screen.Binding{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask for a ticket for the SPN of the first finding", Quiet: true}
	commands := screen.Binding{Keys: []string{"c"}, Intent: doShell, Help: "commands", Long: "the commands that fix this step's findings", Quiet: true}
	if !ok {
		page.Why = "this step has no finding"
		to.Why, ticket.Why, commands.Why = page.Why, page.Why, page.Why
	} else {
		if screen.ObjectOf(f.Args) == "" {
			to.Why = "this finding names no object"
		}
		if _, err := ad.ParseSPN(f.Subject); err != nil {
			ticket.Why = "this finding is not about an SPN"
		}
		if s.commands() == "" {
			commands.Why = "no command fixes this"
		}
	}
	out := []screen.Binding{page, to, ticket, commands}
	if n := len(s.candidates()); n > 0 {
		b := screen.Binding{Shown: "1", Intent: doChoose + "1", Keys: []string{"1"}, Help: "choose", Long: "decide as the numbered line says; the plan follows"}
		if n > 1 {
			b.Shown = fmt.Sprintf("1-%d", n)
		}
		out = append([]screen.Binding{b}, out...)
		for k := 2; k <= n; k++ {
			key := fmt.Sprint(k)
			out = append(out, screen.Binding{Keys: []string{key}, Intent: doChoose + screen.Intent(key), Help: "choose " + key, Quiet: true})
		}
	}
	return out
}

// commands are what fixes the findings of the step under the cursor.
func (s *Screen) commands() string {
	st, _, ok := s.step()
	if !ok {
		return ""
	}
	p := s.state.Plan
	p.Changes = slices.DeleteFunc(slices.Clone(p.Changes), func(c fix.Planned) bool { return !slices.Contains(st.Checks, c.Code) })
	out := ""
	for i := range p.Changes {
		if c := p.ToType(i); c != "" {
			out += c + "\n"
		}
	}
	for _, l := range p.Left {
		if slices.Contains(st.Checks, l.Finding.Code) && l.Command != "" {
			out += l.Command + "\n"
		}
	}
	return out
}

// follow leads from the first finding of the step to what it is about.
func (s *Screen) follow(i screen.Intent) screen.Action {
	f, ok := s.finding()
	if !ok {
		return nil
	}
	switch i {
	case doPage:
		return screen.ToPage{Code: f.Code}
	case doObject:
		return screen.ToNamed{Name: "objects", Arg: screen.ObjectOf(f.Args)}
	case doTicket:
		return screen.ToNamed{Name: "tickets", Arg: f.Subject}
	}
	st, _, _ := s.step()
	return screen.ToText{Title: st.Title + " › commands", Text: s.commands()}
}
