package story

import (
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
)

// Items shows what only a person can see, with the command that shows it.
func Items(r *diag.Reader, items []guide.Item) []guide.Line {
	var out []guide.Line
	for _, it := range items {
		st := diag.Manual
		if a, ok := facts.Answer.Get(r, it.ID); ok && a.Known() {
			st = diag.Fail
			if a.Value.Yes {
				st = diag.Pass
			}
		}
		out = append(out, guide.Line{Status: st, Text: it.Title, Copy: it.Command,
			Detail: []string{"on " + it.Where + ": " + it.Command, "should show: " + it.Expect}})
	}
	return out
}
