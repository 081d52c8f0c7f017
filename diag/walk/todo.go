package walk

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
)

// Todo is something that a walk leaves to be done by hand.
type Todo struct {
	Step    string `json:"step"`           // ID of the step
	Code    string `json:"code,omitempty"` // of the finding, "" for something to look at
	Subject string `json:"subject,omitempty"`
	Text    string `json:"text"`              // what it is about
	Do      string `json:"do,omitempty"`      // what to do
	Command string `json:"command,omitempty"` // to copy
	Where   string `json:"where,omitempty"`   // on which machine
	Expect  string `json:"expect,omitempty"`  // what the command should show
}

// Todos lists what is left to do by hand: findings that no plan changes, items
// that nobody answered or that were answered with no, and texts to paste.
func (s State) Todos() []Todo {
	var out []Todo
	for _, l := range s.Plan.Left {
		out = append(out, Todo{Step: s.stepOf(l.Finding), Code: l.Finding.Code, Subject: l.Finding.Subject, Text: l.Finding.Summary, Do: l.Do, Command: l.Command})
	}
	for i, st := range s.Guide.Steps {
		for _, it := range st.Items {
			if a, ok := s.Answers[it.ID]; !ok || !a.Yes {
				out = append(out, Todo{Step: st.ID, Text: it.Title, Command: it.Command, Where: it.Where, Expect: it.Expect})
			}
		}
		if st.Kind == guide.Fix || len(st.Items) > 0 {
			continue
		}
		for _, l := range s.Steps[i].Lines {
			if l.Status == diag.Manual {
				out = append(out, Todo{Step: st.ID, Text: l.Text, Command: l.Copy})
			}
		}
	}
	return out
}

// stepOf is the first step whose checks found something.
func (s State) stepOf(f diag.Finding) string {
	for _, st := range s.Steps {
		for _, r := range st.Results {
			for _, o := range r.Outcomes {
				if r.Code == f.Code && o.Status == diag.Fail && ad.FoldSPN(o.Subject) == ad.FoldSPN(f.Subject) {
					return st.ID
				}
			}
		}
	}
	return ""
}
