package plan

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

// reverted is how an undo ended.
type reverted struct {
	problem *ad.Problem
	seen    *screen.Verified
}

func (s *Screen) afterUndo(r reverted) screen.Action {
	s.stage, s.problem, s.proof = undone, r.problem, nil
	if r.problem != nil {
		s.stage = done
		return screen.Note{Status: diag.Fail, Text: "not everything was taken back: " + r.problem.What}
	}
	out := screen.Several{screen.Note{Status: diag.Pass, Text: "taken back: the directory is as it was before"}}
	if r.seen != nil && r.seen.Payload != nil {
		out = append(out, screen.Tell{Msg: r.seen.Payload})
	}
	return out
}
