package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

// returned is what came of undoing one entry of the journal.
type returned struct {
	id  string
	out ad.ChangeOutcome
}

// reverted is how an undo ended.
type reverted struct {
	problem *ad.Problem
	seen    *screen.Verified
}

// standing lists the journal's entries of this plan that the directory took and
// that were not undone, last first.
func (s *Screen) standing() []string {
	var ids []string
	for _, o := range s.outcomes {
		if o.Done && o.Problem == nil && !o.Already && !s.gone[o.ID] {
			ids = append(ids, o.ID)
		}
	}
	slices.Reverse(ids)
	return ids
}

// undo reverts what was written, last first, each by its journal entry. One
// that is refused does not keep the others: each says by itself whether the
// directory still is as it left it. It stops when the server no longer answers.
func (s *Screen) undo() screen.Action {
	s.stage, s.back, s.problem = undoing, nil, nil
	ids, editor, verify := s.standing(), s.world.Access.Editor, s.parts.Verify
	p := s.parts.Plan
	return screen.Several{
		screen.Cancel{Slot: "verify"},
		screen.Task{Slot: "write", Name: "undoing", Effect: screen.Write, Do: func(ctx context.Context, report func(any)) any {
			var end reverted
			changed := false
			for _, id := range ids {
				o := editor.Undo(ctx, id)
				report(returned{id, o})
				changed = changed || o.Problem == nil
				if o.Problem == nil {
					continue
				}
				if end.problem == nil {
					end.problem = o.Problem
				}
				if ctx.Err() != nil || o.Problem.Kind == ad.ProblemUnreachable {
					return end
				}
			}
			if verify != nil && changed {
				v := verify(ctx, p, report)
				end.seen = &v
			}
			return end
		}},
	}
}

// afterReturn notes one entry.
func (s *Screen) afterReturn(r returned) {
	s.back = append(s.back, r.out)
	if r.out.Problem == nil {
		if s.gone == nil {
			s.gone = map[string]bool{}
		}
		s.gone[r.id] = true
	}
}

func (s *Screen) afterUndo(r reverted) screen.Action {
	s.stage, s.problem, s.proof = undone, r.problem, nil
	s.pager.Move("end", s.lines+100, s.rows)
	note := screen.Note{Status: diag.Pass, Text: "undone: the directory is as it was before"}
	if r.problem != nil {
		s.stage = done
		note = screen.Note{Status: diag.Fail, Text: fmt.Sprintf("not everything was undone, %s still stands: %s", screen.Count(len(s.standing()), "change"), r.problem.What)}
		if len(s.standing()) > 1 {
			note.Text = strings.Replace(note.Text, "still stands", "still stand", 1)
		}
	}
	out := screen.Several{note}
	if r.seen != nil && r.seen.Payload != nil {
		out = append(out, screen.Tell{Msg: r.seen.Payload})
	}
	return out
}

// noReturn says of each final change that it cannot be undone; once something was
// written, of those that the directory took.
func (s *Screen) noReturn() []string {
	key := func(c ad.Change) [3]string {
		return [3]string{string(c.Op), strings.ToLower(c.DN), strings.ToLower(c.Value)}
	}
	done := map[[3]string]bool{}
	for _, o := range s.outcomes {
		if o.Done && o.Problem == nil {
			done[key(o.Change)] = true
		}
	}
	taken := func(c ad.Change) bool { return done[key(c)] }
	var out []string
	for _, c := range s.parts.Plan.Changes {
		if c.Final && (s.stage == shown || taken(c.Change)) {
			out = append(out, fmt.Sprintf("%s on %s cannot be undone: AD refuses a duplicate SPN.", c.Change.Value, c.Change.Account))
		}
	}
	return out
}
