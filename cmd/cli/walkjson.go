package cli

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// walkAnswer is a walk as JSON, and what the text output is made from. Members
// are added and never renamed.
type walkAnswer struct {
	Header   *walk.Header       `json:"header,omitempty"`
	Guide    string             `json:"guide"`
	Inputs   []inputAnswer      `json:"inputs,omitempty"`
	Steps    []stepAnswer       `json:"steps"`
	Findings []findingAnswer    `json:"findings"`
	Unknown  []walk.NotKnown    `json:"unknown,omitempty"`
	Passed   []walk.Passed      `json:"passed,omitempty"`
	Plan     *planAnswer        `json:"plan,omitempty"`
	Left     []walk.Todo        `json:"left,omitempty"`
	Applied  []ad.ChangeOutcome `json:"applied,omitempty"`
	Verdict  *walk.Verdict      `json:"verdict,omitempty"` // on the write, of the walk after it
	After    *walkAnswer        `json:"after,omitempty"`

	all   int // how many findings there are where only some are shown
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

// answerOfWalk is what a walk amounts to until now.
func (s *Session) answerOfWalk(w *walk.Walk, st walk.State, o walkOptions) walkAnswer {
	a := answerOf(st)
	h := walk.HeaderOf(w.Snapshot())
	h.Version, h.At, h.Mode = Version, time.Now().UTC().Truncate(time.Second), s.mode(o.facts)
	a.Header, a.Passed, a.Left, a.Verdict = &h, st.Passed(), st.Todos(), st.Verdict
	plan := planOf(st.Plan)
	a.Plan = &plan
	for _, in := range st.Guide.Inputs {
		if v, ok := st.Inputs[in.Key]; ok && !in.Paste {
			a.Inputs = append(a.Inputs, inputAnswer{v.Key, v.Value, v.Source})
		}
	}
	return a
}

// mode is how the program was started, as the header has it.
func (s *Session) mode(f factsOptions) []string {
	out := []string{}
	for _, m := range []struct {
		on   bool
		word string
	}{{s.whyReadOnly() != "", "read-only"}, {s.Flags.NoProbes, "no-probes"}, {s.Flags.Lab, "lab"}, {f.load != "", "facts from a file"}} {
		if m.on {
			out = append(out, m.word)
		}
	}
	return out
}

// answerOf is the part that checks without a guide have, too.
func answerOf(st walk.State) walkAnswer {
	a := walkAnswer{Guide: st.Guide.ID, Steps: []stepAnswer{}, Findings: []findingAnswer{}, lines: map[string][]guide.Line{}, plan: st.Plan, state: st, Unknown: st.Unknown()}
	for _, res := range st.Steps {
		if res.Status == diag.Pending {
			continue
		}
		a.Steps = append(a.Steps, stepAnswer{res.ID, res.Title, res.Status})
		a.lines[res.ID] = res.Lines
	}
	parts := st.Plan.Parts()
	for _, f := range st.Findings {
		part := parts(f)
		fa := findingAnswer{Finding: f, Fix: fixAnswer{Changes: part.ByObject(), Commands: commandsOf(part)}}
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

// foundCode is the exit code of findings: nothing, not found out, or found.
func foundCode(findings []findingAnswer) int {
	var list []diag.Finding
	for _, f := range findings {
		list = append(list, f.Finding)
	}
	return classCode(walk.ClassOf(list))
}

func classCode(c walk.Class) int {
	switch c {
	case walk.Found:
		return ExitFound
	case walk.Cannot:
		return ExitUnknown
	}
	return ExitOK
}

// code is the exit code of a walk.
func (a walkAnswer) code() int { return classCode(a.state.Class()) }

// open are the titles of the steps that came to no answer.
func (a walkAnswer) open() []string { return a.state.Open() }
