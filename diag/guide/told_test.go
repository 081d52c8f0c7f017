package guide

import (
	"strings"
	"testing"

	"adwalk/ad"
)

// The same advice names an option on a command line and the input's title in the
// console, and a text is given from a file.
func TestAdviceNamesTheInputAsItsReaderGivesIt(t *testing.T) {
	g := Guide{Inputs: []Input{{Key: "user", Title: "The user who fails"}, {Key: "events", Title: "Exported events", Paste: true}}}
	l := Line{Text: "Not checked.", Detail: []string{"seen"}, Do: []ad.Advice{{Text: "name the user", Input: "user=NAME"}, {Text: "export them", Input: "events=FILE"}, {Text: "wait"}}}
	text := func(spell func(string) string) string { return strings.Join(l.Told(spell).Detail, "|") }
	if got := text(g.Option); got != "seen|do: name the user: --set user=NAME|do: export them: --from events=FILE|do: wait" {
		t.Error(got)
	}
	if got := text(g.Titled); got != "seen|do: name the user: The user who fails|do: export them: Exported events|do: wait" {
		t.Error(got)
	}
	if len(l.Detail) != 1 {
		t.Error("telling a line changed it")
	}
}
