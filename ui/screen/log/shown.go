package log

import (
	"strings"

	"adwalk/ad/trace"
	"adwalk/ui/screen"
)

// brief is an exchange as the list shows it: the command's name and what it asks
// for. Where it connects to is left to the whole command.
func brief(e trace.Event) string {
	if e.Asked == "" {
		return e.Command
	}
	tool, _, _ := strings.Cut(e.Command, " ")
	return tool + " " + e.Asked
}

// outcome is what came of an exchange, or how far it is.
func outcome(e trace.Event) string {
	switch {
	case e.Phase == trace.Waiting:
		return "server still working, " + screen.Count(e.Objects, "object")
	case e.Phase == trace.Reading:
		return "reading, " + screen.Count(e.Objects, "object")
	case e.Phase == trace.Begun && e.Outcome == "":
		return "no answer yet"
	case e.Outcome == trace.OK && e.Kind == trace.Search:
		return screen.Count(e.Objects, "object")
	}
	return e.Outcome
}
