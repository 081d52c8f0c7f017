package cli

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// walkAnswer is a walk as JSON, and what the text output is made from.
type walkAnswer struct {
	Guide    string             `json:"guide"`
	Steps    []stepAnswer       `json:"steps"`
	Findings []findingAnswer    `json:"findings"`
	Unknown  []unknownAnswer    `json:"unknown,omitempty"`
	Applied  []ad.ChangeOutcome `json:"applied,omitempty"`
	After    *walkAnswer        `json:"after,omitempty"`

	lines map[string][]guide.Line
	plan  fix.Plan
}

type stepAnswer struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status diag.Status `json:"status"`
}

type findingAnswer struct {
	diag.Finding
	Fix fixAnswer `json:"fix"`
}

type fixAnswer struct {
	Changes  []fix.ObjectChange `json:"changes"`
	Commands commandsAnswer     `json:"commands"`
	Do       []string           `json:"do,omitempty"`
}

type commandsAnswer struct {
	Setspn     []string `json:"setspn"`
	PowerShell []string `json:"powershell"`
	LDIF       string   `json:"ldif"`
}

type unknownAnswer struct {
	Code    string      `json:"code"`
	Problem *ad.Problem `json:"problem"`
}

func answerOf(w guide.Walk, plan fix.Plan) walkAnswer {
	a := walkAnswer{Guide: w.Guide.ID, Steps: []stepAnswer{}, Findings: []findingAnswer{}, lines: map[string][]guide.Line{}, plan: plan}
	seen := map[string]bool{}
	for _, st := range w.Steps {
		a.Steps = append(a.Steps, stepAnswer{st.ID, st.Title, st.Status})
		a.lines[st.ID] = st.Lines
		for _, r := range st.Results {
			for _, o := range r.Outcomes {
				if o.Status != diag.Unknown || o.Problem == nil {
					continue
				}
				key := r.Code + "\x00" + o.Problem.Error()
				if !seen[key] {
					seen[key] = true
					a.Unknown = append(a.Unknown, unknownAnswer{r.Code, o.Problem})
				}
			}
		}
	}
	parts := plan.Parts()
	for _, f := range w.Findings() {
		part := parts(f)
		fa := findingAnswer{Finding: f, Fix: fixAnswer{Changes: part.ByObject(),
			Commands: commandsAnswer{Setspn: nonNil(part.Setspn()), PowerShell: nonNil(part.PowerShell()), LDIF: part.LDIF()}}}
		if fa.Fix.Changes == nil {
			fa.Fix.Changes = []fix.ObjectChange{}
		}
		for _, l := range part.Left {
			fa.Fix.Do = append(fa.Fix.Do, l.Do)
		}
		a.Findings = append(a.Findings, fa)
	}
	return a
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// nobodyAnswered are the findings that say why nothing could be found out.
var nobodyAnswered = []string{"directory-unreachable", "kdc-unreachable", "login-missing"}

// foundCode is the exit code of findings: nothing, not found out, or found.
func foundCode(findings []findingAnswer) int {
	code := ExitOK
	for _, f := range findings {
		if !slices.Contains(nobodyAnswered, f.Code) {
			return ExitFound
		}
		code = ExitUnknown
	}
	return code
}

// code is the exit code of a walk: found, not found out, or nothing wrong. A
// step that could not be judged only matters where nothing else was found.
func (a walkAnswer) code() int {
	if code := foundCode(a.Findings); code != ExitOK {
		return code
	}
	if len(a.Unknown) > 0 || len(a.open()) > 0 {
		return ExitUnknown
	}
	return ExitOK
}

// open are the titles of the steps that came to no answer. One that waits for a
// person is none of them: nobody who walks a guide from a script can do that.
func (a walkAnswer) open() []string {
	var out []string
	for _, st := range a.Steps {
		switch st.Status {
		case diag.Crashed, diag.Fail, diag.Unknown, diag.Blocked:
			out = append(out, st.Title)
		}
	}
	return out
}
