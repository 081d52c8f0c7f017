package fix

import (
	"context"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

// scripted is an editor whose answers are given by change, as "add name" or
// "delete name"; what it is not told about succeeds.
type scripted struct {
	answers map[string]ad.ChangeOutcome
	sent    []string
	before  func(change string)
}

func (s *scripted) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	key := string(c.Op) + " " + c.Value + " " + c.Account
	if s.before != nil {
		s.before(key)
	}
	if ctx.Err() != nil {
		return ad.ChangeOutcome{Change: c, Problem: stopped(ctx, c)}
	}
	s.sent = append(s.sent, key)
	out, known := s.answers[key]
	if !known {
		out.Done = true
	}
	out.Change = c
	return out
}

func (s *scripted) Undo(context.Context, string) ad.ChangeOutcome { return ad.ChangeOutcome{} }

// A name that is moved has an owner at the end, whatever goes wrong between the
// delete and the add; where that cannot be had, the outcome says so.
func TestMovesThatAreInterrupted(t *testing.T) {
	spn := func(op ad.ChangeOp, account string) ad.Change {
		return ad.Change{Op: op, Attribute: attrSPN, Value: "http/web", Account: account, DN: "CN=" + account}
	}
	plan := Plan{Changes: []Planned{
		{Change: spn(ad.DeleteValue, "OLD$"), MovesTo: "NEW$"},
		{Change: spn(ad.AddValue, "NEW$"), MovesFrom: "OLD$"},
	}}
	const del, add, back = "delete http/web OLD$", "add http/web NEW$", "add http/web OLD$"
	refused := ad.ChangeOutcome{Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "no", Why: "said the directory"}}
	gone := ad.ChangeOutcome{Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "nobody answers"}}
	unrecorded := ad.ChangeOutcome{Done: true, Problem: &ad.Problem{Kind: ad.ProblemProtocol, What: "made, not recorded"}}
	unread := ad.ChangeOutcome{Done: true, Problem: gone.Problem}
	for name, tc := range map[string]struct {
		answers map[string]ad.ChangeOutcome
		cancel  string // the change before which the operator gives up
		sent    []string
		says    string // of the last outcome's problem
	}{
		"all goes well":              {nil, "", []string{del, add}, ""},
		"the delete is refused":      {map[string]ad.ChangeOutcome{del: refused}, "", []string{del}, "could not be taken"},
		"the delete is not recorded": {map[string]ad.ChangeOutcome{del: unrecorded}, "", []string{del, add}, ""},
		"the add is refused":         {map[string]ad.ChangeOutcome{add: refused}, "", []string{del, add, back}, ""},
		"the way back is refused":    {map[string]ad.ChangeOutcome{add: refused, back: refused}, "", []string{del, add, back}, "no account has"},
		"nobody answers any more":    {map[string]ad.ChangeOutcome{del: unread}, "", []string{del}, "no account has"},
		"stopped in the middle":      {nil, add, []string{del, add}, ""},
		"stopped before it":          {nil, del, nil, "stopped"},
		"somebody else took it":      {map[string]ad.ChangeOutcome{del: {Done: true, Already: true}, add: refused}, "", []string{del, add}, "said the directory"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			e := &scripted{answers: tc.answers, before: func(change string) {
				if change == tc.cancel {
					cancel()
				}
			}}
			var last ad.ChangeOutcome
			Apply(ctx, plan, e, func(o ad.ChangeOutcome) { last = o })
			if !slices.Equal(e.sent, tc.sent) {
				t.Errorf("sent %q, want %q", e.sent, tc.sent)
			}
			switch {
			case tc.says == "" && last.Problem != nil && name != "the add is refused":
				t.Errorf("the last outcome: %v", last.Problem)
			case tc.says != "" && (last.Problem == nil || !strings.Contains(last.Problem.Error(), tc.says)):
				t.Errorf("the last outcome: %v, want %q", last.Problem, tc.says)
			}
		})
	}
}
