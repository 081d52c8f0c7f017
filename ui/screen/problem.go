package screen

import (
	"adwalk/ad"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// NoDirectory is the problem of a screen that was given no directory.
func NoDirectory(w *World) *ad.Problem {
	if w.Problem != nil {
		return w.Problem
	}
	return &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading the directory", Why: "no domain controller is connected", Do: "log in on the start screen with L, name a server with --server, or open the lab with --lab"}
}

// ProblemLines draws a problem: what, why, what to do. Nil draws nothing.
func ProblemLines(p *ad.Problem, w int) []widget.Line {
	if p == nil {
		return nil
	}
	out := widget.Hang([]widget.Span{widget.S(theme.Bad, " ✗ ")}, theme.Plain, p.What, w-1)
	if p.Why != "" {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Plain, p.Why, w-1)...)
	}
	if p.Do != "" {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Warn, p.Do, w-1)...)
	}
	return append(out, widget.Line{})
}
