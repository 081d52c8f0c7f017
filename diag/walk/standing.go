package walk

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/guide"
)

// standing holds the verifying steps against all findings: a step whose own checks
// passed is not right while other steps' findings stand, and it names them.
func (s *State) standing() {
	for i, st := range s.Guide.Steps {
		if st.Kind != guide.Verify || !s.Steps[i].Visited() {
			continue
		}
		step := &s.Steps[i]
		if step.Alone != "" {
			step.Status, step.Alone = step.Alone, ""
		}
		step.Lines = slices.DeleteFunc(slices.Clone(step.Lines), func(l guide.Line) bool { return l.Standing })
		left := slices.DeleteFunc(slices.Clone(s.Findings), func(f diag.Finding) bool {
			return slices.ContainsFunc(step.Lines, func(l guide.Line) bool { return l.Code == f.Code && l.Subject == f.Subject })
		})
		if len(left) == 0 {
			continue
		}
		step.Alone, step.Status = step.Status, diag.Worse(step.Status, diag.Fail)
		line := guide.Line{Standing: true, Status: diag.Fail, Text: stands(left)}
		for _, f := range left {
			line.Detail = append(line.Detail, f.Code+": "+f.Summary)
		}
		step.Lines = append([]guide.Line{line}, step.Lines...)
	}
}

func stands(left []diag.Finding) string {
	if len(left) == 1 {
		return "1 finding of another step still stands."
	}
	return diag.Count(len(left), "finding") + " of other steps still stand."
}
