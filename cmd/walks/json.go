package walks

import (
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/plans"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/report"
	"adwalk/diag/walk"
)

// Answer is a walk as JSON, and what the text output is made from. Members
// are added and never renamed.
type Answer struct {
	Header   *walk.Header       `json:"header,omitempty"`
	Guide    string             `json:"guide"`
	Inputs   []inputAnswer      `json:"inputs,omitempty"`
	Steps    []StepAnswer       `json:"steps"`
	Findings []FindingAnswer    `json:"findings"`
	Unknown  []walk.NotKnown    `json:"unknown,omitempty"`
	Passed   []walk.Passed      `json:"passed,omitempty"`
	Plan     *plans.Answer      `json:"plan,omitempty"`
	Left     []walk.Todo        `json:"left,omitempty"`
	Applied  []ad.ChangeOutcome `json:"applied,omitempty"`
	Verdict  *walk.Verdict      `json:"verdict,omitempty"` // on the write, of the walk after it
	After    *Answer            `json:"after,omitempty"`
	Since    *report.Since      `json:"since,omitempty"` // what became of the findings of an earlier run

	All   int `json:"-"` // how many findings there are where only some are shown
	lines map[string][]guide.Line
	plan  fix.Plan
	state walk.State
}

// inputAnswer is what a walk was about and who said so.
type inputAnswer struct {
	Key    string    `json:"key"`
	Value  string    `json:"value"`
	Source ad.Source `json:"source"`
}

// StepAnswer is a step in JSON.
type StepAnswer struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status diag.Status `json:"status"`
}

// FindingAnswer is a finding with its fix in JSON.
type FindingAnswer struct {
	diag.Finding
	Fix fixAnswer `json:"fix"`
}

type fixAnswer struct {
	Changes  []fix.ObjectChange   `json:"changes"`
	Commands plans.CommandsAnswer `json:"commands"`
	Do       []string             `json:"do,omitempty"`
}

// answerOfWalk is what a walk amounts to until now.
func answerOfWalk(s *app.Session, w *walk.Walk, st walk.State, o Options) Answer {
	a := AnswerOf(st)
	h := walk.HeaderOf(w.Snapshot())
	h.Version, h.At, h.Mode = app.Version, time.Now().UTC().Truncate(time.Second), Mode(s, o.Facts)
	a.Header, a.Passed, a.Left, a.Verdict = &h, st.Passed(), st.Todos(), st.Verdict
	plan := plans.AnswerOf(st.Plan)
	a.Plan = &plan
	for _, in := range st.Guide.Inputs {
		if v, ok := st.Inputs[in.Key]; ok && !in.Paste {
			a.Inputs = append(a.Inputs, inputAnswer{v.Key, v.Value, v.Source})
		}
	}
	return a
}

// Mode is how the program was started, as the header has it.
func Mode(s *app.Session, f engine.FactsOptions) []string {
	out := []string{}
	for _, m := range []struct {
		on   bool
		word string
	}{{s.WhyReadOnly() != "", "read-only"}, {s.Flags.NoProbes, "no-probes"}, {s.Flags.Lab, "lab"}, {f.Load != "", "facts from a file"}} {
		if m.on {
			out = append(out, m.word)
		}
	}
	return out
}

// AnswerOf is the part that checks without a guide have, too.
func AnswerOf(st walk.State) Answer {
	a := Answer{Guide: st.Guide.ID, Steps: []StepAnswer{}, Findings: []FindingAnswer{}, lines: map[string][]guide.Line{}, plan: st.Plan, state: st, Unknown: st.Unknown()}
	for _, res := range st.Steps {
		if res.Status == diag.Pending {
			continue
		}
		a.Steps = append(a.Steps, StepAnswer{res.ID, res.Title, res.Status})
		a.lines[res.ID] = res.Lines
	}
	parts := st.Plan.Parts()
	for _, f := range st.Findings {
		part := parts(f)
		fa := FindingAnswer{Finding: f, Fix: fixAnswer{Changes: part.ByObject(), Commands: plans.CommandsOf(part)}}
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

// FoundCode is the exit code of findings: nothing, not found out, or found.
func FoundCode(findings []FindingAnswer) int {
	var list []diag.Finding
	for _, f := range findings {
		list = append(list, f.Finding)
	}
	return ClassCode(walk.ClassOf(list))
}

// ClassCode is the exit code of a class of results.
func ClassCode(c walk.Class) int {
	switch c {
	case walk.Found:
		return app.ExitFound
	case walk.Cannot:
		return app.ExitUnknown
	}
	return app.ExitOK
}

// code is the exit code of a walk.
func (a Answer) code() int { return ClassCode(a.state.Class()) }

// open are the titles of the steps that came to no answer.
func (a Answer) open() []string { return a.state.Open() }
