package log_test

import (
	"fmt"
	"testing"

	"adwalk/ui"
	"adwalk/ui/uitest"
)

// The log is narrowed down to the commands with some words, and esc shows all.
func TestTheLogIsFiltered(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.OnLog = func() (out []ui.LogLine) {
		for i := range 30 {
			out = append(out, ui.LogLine{At: clock.Now(), Kind: "ticket", Command: fmt.Sprintf("kvno http/web%d", i), Outcome: "ok"})
		}
		return append(out, ui.LogLine{At: clock.Now(), Kind: "search", Command: "ldapsearch -b DC=contoso", Outcome: "timed out"})
	}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("l", "/")
	d.Type("timed OUT")
	d.Sees("1 command", "ldapsearch", "timed out")
	d.Lacks("kvno")
	d.Press("enter", "esc")
	d.Sees("31 commands", "kvno")
}
