package plan

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
)

// applied is how the writing ended.
type applied struct{ problem *ad.Problem }

// apply starts the writing: a last look for other owners, then the changes.
func (s *Screen) apply() screen.Action {
	s.stage, s.outcomes, s.problem, s.tab = applying, nil, nil, 0
	p, write, access := s.parts.Plan, s.parts.Write, s.world.Access
	return screen.Task{Slot: "write", Name: "writing", Effect: screen.Write, Do: func(ctx context.Context, report func(any)) any {
		if write != nil {
			return applied{write(ctx, p, report)}
		}
		if problem := fix.Recheck(ctx, access.Directory, p, looking(report)); problem != nil {
			return applied{problem}
		}
		put := func(o ad.ChangeOutcome) { report(o) }
		if access.Apply != nil {
			return applied{access.Apply(ctx, p, put)}
		}
		return applied{fix.Apply(ctx, p, access.Editor, put)}
	}}
}

// looking shows the last look before the write as progress.
func looking(report func(any)) func(done, total int, what string) {
	return func(done, total int, what string) {
		report(screen.Progress{Text: fmt.Sprintf("looking once more for owners, %d of %d: %s", done, total, what)})
	}
}

// afterApply goes on to the verification whenever anything was written, also
// when something else was refused.
func (s *Screen) afterApply(a applied) screen.Action {
	s.problem = a.problem
	s.stage = done
	if s.written() == 0 {
		if a.problem != nil {
			return screen.Note{Status: diag.Fail, Text: "nothing was written: " + a.problem.What}
		}
		return screen.Note{Status: diag.Pass, Text: "the directory already was as planned"}
	}
	return s.verify()
}

// verify asks again for everything that was wrong.
func (s *Screen) verify() screen.Action {
	if s.parts.Verify == nil {
		return nil
	}
	s.stage, s.proof = verifying, nil
	verify, p := s.parts.Verify, s.parts.Plan
	return screen.Task{Slot: "verify", Name: "verifying", Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		return verify(ctx, p, report)
	}}
}

func (s *Screen) afterVerify(v screen.Verified) screen.Action {
	s.proof = &v
	if s.stage == verifying {
		s.stage = done
	}
	text := map[diag.Status]string{diag.Pass: "Fixed.", diag.Fail: "Still failing; u undoes the changes."}[v.Status]
	if v.Text != "" {
		text = v.Text
	}
	if text == "" {
		text = "Not known whether it is fixed; v asks again."
	}
	s.pager.Move("end", s.lines+100, s.rows)
	out := screen.Several{screen.Note{Status: v.Status, Text: text}}
	if v.Payload != nil {
		out = append(out, screen.Tell{Msg: v.Payload})
	}
	return out
}
