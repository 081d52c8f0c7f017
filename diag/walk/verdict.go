package walk

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// Outcome is what became of a plan, in a word.
type Outcome string

// The outcomes. Only Resolved and Fixed say that the write did what it was for.
const (
	Resolved Outcome = "resolved" // nothing is wrong any more
	Fixed    Outcome = "fixed"    // what the plan was for is right; other findings are left to do by hand
	Failing  Outcome = "failing"  // what the plan was for is still wrong
	Worse    Outcome = "worse"    // what worked before the write fails now: undo first
	Unsure   Outcome = "unknown"  // not everything could be asked again
)

// Verdict is what the second look after a write showed.
type Verdict struct {
	Outcome Outcome `json:"outcome"`
	// Broken lists what worked before the write and fails now.
	Broken []string `json:"broken,omitempty"`
	// Failing are the findings that the plan was for and that still stand.
	Failing []diag.Finding `json:"failing,omitempty"`
	// Left are the findings that the plan was not for.
	Left []diag.Finding `json:"left,omitempty"`
	// Open are the titles of steps that came to no answer.
	Open    []string    `json:"open,omitempty"`
	Problem *ad.Problem `json:"problem,omitempty"` // why the second look ended early
}

// verdict judges a write by what was found before and after it.
func verdict(p fix.Plan, after State, broken []string, stopped *ad.Problem) Verdict {
	v := Verdict{Outcome: Resolved, Broken: broken, Problem: stopped}
	for _, f := range after.Findings {
		if slices.ContainsFunc(p.Changes, func(c fix.Planned) bool {
			return c.Code == f.Code && ad.FoldSPN(c.Subject) == ad.FoldSPN(f.Subject)
		}) {
			v.Failing = append(v.Failing, f)
		} else {
			v.Left = append(v.Left, f)
		}
	}
	v.Open = after.Open()
	switch {
	case len(broken) > 0:
		v.Outcome = Worse
	case len(v.Failing) > 0:
		v.Outcome = Failing
	case stopped != nil, len(v.Left) == 0 && len(v.Open) > 0, unproved(after):
		v.Outcome = Unsure
	case len(v.Left) > 0:
		v.Outcome = Fixed
	}
	return v
}

// unproved says whether a verifying step came to no answer, or was not asked
// for what it is about.
func unproved(after State) bool {
	for i, st := range after.Guide.Steps {
		if st.Kind != guide.Verify {
			continue
		}
		switch after.Steps[i].Status {
		case diag.Unknown, diag.Crashed:
			return true
		}
		if slices.ContainsFunc(after.Steps[i].Lines, guide.Line.Unasked) {
			return true
		}
	}
	return false
}

// Open lists the titles of the steps that came to no answer, or are wrong. A
// step that waits for a person is none of them.
func (s State) Open() []string {
	var out []string
	for _, st := range s.Steps {
		switch st.Status {
		case diag.Crashed, diag.Fail, diag.Unknown, diag.Blocked:
			out = append(out, st.Title)
		}
	}
	return out
}

// Class is a walk's result for a script.
type Class string

// The classes.
const (
	Clean  Class = "ok"
	Found  Class = "found"
	Cannot Class = "unknown"
)

// nobodyAnswered are the findings that say why nothing could be found out.
var nobodyAnswered = []string{"directory-unreachable", "kdc-unreachable", "login-missing"}

// ClassOf is what a list of findings amounts to.
func ClassOf(findings []diag.Finding) Class {
	out := Clean
	for _, f := range findings {
		if !slices.Contains(nobodyAnswered, f.Code) {
			return Found
		}
		out = Cannot
	}
	return out
}

// Class is found, not found out, or clean. A step that could not be judged only
// matters where nothing was found.
func (s State) Class() Class {
	if s.Verdict != nil && s.Verdict.Outcome == Worse {
		return Found
	}
	if c := ClassOf(s.Findings); c != Clean {
		return c
	}
	if len(s.Open()) > 0 || len(s.Unknown()) > 0 || s.Problem != nil {
		return Cannot
	}
	return Clean
}

// NotKnown is one reason why a check could not judge.
type NotKnown struct {
	Code    string      `json:"code"`
	Problem *ad.Problem `json:"problem"`
	Subject string      `json:"subject,omitempty"` // the first subject that the reason is about
}

// Unknown lists why checks could not judge, each reason once.
func (s State) Unknown() []NotKnown {
	var out []NotKnown
	seen := map[string]bool{}
	for _, st := range s.Steps {
		for _, r := range st.Results {
			for _, o := range r.Outcomes {
				if o.Status != diag.Unknown || o.Problem == nil {
					continue
				}
				if key := r.Code + "\x00" + o.Problem.Error(); !seen[key] {
					seen[key] = true
					out = append(out, NotKnown{r.Code, o.Problem, o.Subject})
				}
			}
		}
	}
	return out
}

// Text says an outcome in a sentence.
func (v Verdict) Text() string {
	switch v.Outcome {
	case Resolved:
		return "Fixed. Nothing is wrong any more."
	case Fixed:
		return "Fixed. " + diag.Count(len(v.Left), "other finding") + " still " + needs(len(v.Left)) + " you."
	case Failing:
		return "Still failing: " + diag.Count(len(v.Failing), "finding") + " that the plan was for."
	case Worse:
		return "Undo this first: it worked before the change and fails now: " + strings.Join(v.Broken, "; ") + "."
	}
	if v.Problem != nil {
		return "Not known whether it is fixed: " + v.Problem.What + "."
	}
	return "Not known whether it is fixed: not everything could be asked again."
}

func needs(n int) string {
	if n == 1 {
		return "needs"
	}
	return "need"
}

// Contradictions lists what a proof says against a rule, each once: nothing is
// planned about it.
func (s State) Contradictions() []string {
	var out []string
	for _, u := range s.Unknown() {
		if u.Problem.Kind == ad.ProblemContradicted && !slices.Contains(out, u.Problem.Why) {
			out = append(out, strings.TrimPrefix(u.Problem.Why, "contradicted: "))
		}
	}
	return out
}
