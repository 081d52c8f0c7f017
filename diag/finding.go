package diag

import "sort"

// Finding is a failed outcome with its words: what the console, the report and
// the JSON output show.
type Finding struct {
	Code     string            `json:"code"`
	Severity Severity          `json:"severity"`
	Verdict  Verdict           `json:"verdict"`
	Subject  string            `json:"subject"`
	Title    string            `json:"title"`
	Summary  string            `json:"summary"`
	Args     map[string]string `json:"args,omitempty"`
	Evidence []Evidence        `json:"evidence"`
}

// Texts is the catalogue: it turns a code and its arguments into words.
type Texts interface {
	Title(code string) string
	Summary(code string, args map[string]string) string
}

// Findings gathers the failed outcomes of results, worst severity first, then
// in the order of the results.
func Findings(results []Result, t Texts) []Finding {
	var out []Finding
	for _, r := range results {
		for _, o := range r.Outcomes {
			if o.Status != Fail {
				continue
			}
			args := map[string]string{"subject": o.Subject}
			for k, v := range o.Args {
				args[k] = v
			}
			ev := o.Evidence
			if ev == nil {
				ev = []Evidence{}
			}
			out = append(out, Finding{r.Code, o.Severity, o.Verdict, o.Subject, t.Title(r.Code), t.Summary(r.Code, args), args, ev})
		}
	}
	weight := map[Severity]int{Error: 0, Warning: 1, Notice: 2}
	sort.SliceStable(out, func(i, j int) bool { return weight[out[i].Severity] < weight[out[j].Severity] })
	return out
}
