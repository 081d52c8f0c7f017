package walk

import "adwalk/diag"

// Passed is what a check saw to be right.
type Passed struct {
	Step     string          `json:"step"` // ID
	Code     string          `json:"code"`
	Subject  string          `json:"subject"`
	Verdict  diag.Verdict    `json:"verdict"`
	Evidence []diag.Evidence `json:"evidence"`
}

// Passed lists what the walk's checks saw to be right, each once, with the first
// step that says so.
func (s State) Passed() []Passed {
	out := []Passed{}
	seen := map[[2]string]bool{}
	for _, st := range s.Steps {
		for _, r := range st.Results {
			for _, o := range r.Outcomes {
				key := [2]string{r.Code, o.Subject}
				if o.Status != diag.Pass || seen[key] {
					continue
				}
				seen[key] = true
				p := Passed{st.ID, r.Code, o.Subject, o.Verdict, o.Evidence}
				if p.Evidence == nil {
					p.Evidence = []diag.Evidence{}
				}
				out = append(out, p)
			}
		}
	}
	return out
}
