package guide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Inputs discovers the inputs that nobody gave. It returns a *ad.Problem when a
// required one is still missing.
func (e *Engine) Inputs(ctx context.Context, g Guide, s *diag.Snapshot, progress Progress) error {
	var reqs []diag.Request
	for _, in := range g.Inputs {
		if given(s, in) || in.Requests == nil {
			continue
		}
		for _, r := range in.Requests() {
			if !s.Has(r) && !slices.Contains(reqs, r) {
				reqs = append(reqs, r)
			}
		}
	}
	if len(reqs) > 0 && e.Collector != nil {
		e.Collector.Collect(ctx, reqs, s, progress)
	}
	for _, in := range g.Inputs {
		if in.Paste || given(s, in) {
			continue
		}
		if in.Discover != nil {
			if found := in.Discover(s.Reader()); len(found) > 0 {
				facts.Input.Put(s, diag.Fact[string]{Subject: in.Key, Value: strings.Join(found, "\n"), Source: ad.Source{Kind: "derived", Name: g.ID}})
				continue
			}
		}
		if in.Required || in.RequiredIf != nil && in.RequiredIf(s.Reader()) {
			return needed(g, in, s)
		}
	}
	return nil
}

// StepResult is what a visit to a step left behind.
type StepResult struct {
	ID      string         `json:"id"`
	Title   string         `json:"title"`
	Status  diag.Status    `json:"status"`
	Lines   []Line         `json:"lines,omitempty"`
	Results []diag.Result  `json:"results,omitempty"`
	Asked   []diag.Request `json:"asked,omitempty"` // what was collected in this visit
	// Alone is the status of the step's own checks where findings of other steps made it
	// worse; "" otherwise.
	Alone diag.Status `json:"alone,omitempty"`
}

// Visited says whether the step has a result.
func (r StepResult) Visited() bool {
	return r.Status != "" && r.Status != diag.Pending && r.Status != diag.Running
}

// Engine runs steps. Checks maps codes to checks; Collector may be nil when all
// facts are already in the snapshot (a replay).
type Engine struct {
	Checks    map[string]diag.Check
	Texts     diag.Texts
	Collector Collector
}

// maxRounds bounds how often a step may ask for more: a guide that never stops
// asking is a mistake in the guide.
const maxRounds = 8

// RunStep visits one step: derive, collect, derive again until nothing new is
// asked for, then judge. It changes the snapshot only.
func (e *Engine) RunStep(ctx context.Context, st Step, s *diag.Snapshot, progress Progress) StepResult {
	e.Forget(s, st)
	return e.Visit(ctx, st, s, progress)
}

// Forget drops what the steps collect anew. Without a collector nothing could
// come in its place, so a replay keeps what it has.
func (e *Engine) Forget(s *diag.Snapshot, steps ...Step) {
	if e.Collector == nil {
		return
	}
	for _, st := range steps {
		for _, kind := range st.Again {
			s.Forget(diag.Request{Kind: kind})
		}
	}
}

// Visit is RunStep that keeps what the snapshot already holds: only what is
// missing is asked for.
func (e *Engine) Visit(ctx context.Context, st Step, s *diag.Snapshot, progress Progress) StepResult {
	res := StepResult{ID: st.ID, Title: st.Title}
	for range maxRounds {
		if st.Derive != nil {
			st.Derive(s.Reader(), s)
		}
		if st.Requests == nil {
			break
		}
		var fresh []diag.Request
		seen := map[diag.Request]bool{}
		for _, r := range st.Requests(s.Reader()) {
			if !seen[r] && !s.Has(r) {
				fresh = append(fresh, r)
				seen[r] = true
			}
		}
		if len(fresh) == 0 || e.Collector == nil {
			break
		}
		res.Asked = append(res.Asked, fresh...)
		e.Collector.Collect(ctx, fresh, s, progress)
		if ctx.Err() != nil {
			res.Status = diag.Unknown
			res.Lines = []Line{{Status: diag.Unknown, Text: "stopped before every answer was in; ask again to go on"}}
			return res
		}
	}
	res.Results = e.judge(st, s)
	res.Status = status(st, res.Results, s)
	if st.Story != nil {
		res.Lines = st.Story(s.Reader(), res.Results)
	}
	// A check that passed beside what was not asked does not make the step good.
	if res.Status == diag.Pass && slices.ContainsFunc(res.Lines, Line.Unasked) {
		res.Status = diag.Skipped
	}
	// Neither do checks that passed, or had nothing to judge, beside what the step itself
	// calls not known.
	if st.Kind != Fix && (res.Status == diag.Pass || res.Status == diag.Skipped) && slices.ContainsFunc(res.Lines, func(l Line) bool { return l.Status == diag.Unknown }) {
		res.Status = diag.Unknown
	}
	return res
}

// judge runs the step's checks together with the checks they depend on, so that
// an earlier cause hides its consequences, and returns the step's own.
func (e *Engine) judge(st Step, s *diag.Snapshot) []diag.Result {
	var list []diag.Check
	have := map[string]bool{}
	var add func(code string)
	add = func(code string) {
		c, ok := e.Checks[code]
		if !ok || have[code] {
			return
		}
		have[code] = true
		for _, d := range c.DependsOn {
			add(d)
		}
		list = append(list, c)
	}
	own := map[string]bool{}
	for _, code := range st.Checks {
		if _, ok := e.Checks[code]; !ok {
			panic(fmt.Sprintf("step %s names the check %s, which does not exist", st.ID, code))
		}
		own[code] = true
		add(code)
	}
	var out []diag.Result
	for _, r := range diag.Run(list, s) {
		if own[r.Code] {
			out = append(out, r)
		}
	}
	return out
}

func status(st Step, results []diag.Result, s *diag.Snapshot) diag.Status {
	out := diag.Skipped
	for _, r := range results {
		out = diag.Worse(out, r.Status)
	}
	if len(st.Items) > 0 {
		out = diag.Worse(out, itemStatus(st.Items, s))
	}
	if st.Kind == Fix && len(st.Checks) > 0 {
		if out == diag.Fail {
			return diag.Manual // what to change is known; changing it is the person's
		}
		return diag.Skipped
	}
	if out == diag.Skipped && len(st.Checks) == 0 && (st.Kind == Advice || st.Kind == Fix) {
		return diag.Manual
	}
	return out
}

func itemStatus(items []Item, s *diag.Snapshot) diag.Status {
	out := diag.Pass
	r := s.Reader()
	for _, it := range items {
		a, ok := facts.Answer.Get(r, it.ID)
		switch {
		case !ok || !a.Known():
			out = diag.Worse(out, diag.Manual)
		case !a.Value.Yes:
			out = diag.Worse(out, diag.Fail)
		}
	}
	return out
}

// Judge runs every check of a guide on a snapshot, without collecting anything,
// and returns the results in the order in which the steps name them.
func (e *Engine) Judge(g Guide, s *diag.Snapshot) []diag.Result {
	all := Step{ID: g.ID}
	place := map[string]int{}
	for _, st := range g.Steps {
		for _, code := range st.Checks {
			if _, ok := place[code]; !ok {
				place[code] = len(place)
				all.Checks = append(all.Checks, code)
			}
		}
	}
	out := e.judge(all, s)
	slices.SortStableFunc(out, func(a, b diag.Result) int { return place[a.Code] - place[b.Code] })
	return out
}
