package ui

import (
	"strings"

	"adwalk/diag/explain"
)

// explanations turns what the catalogue makes of a text into what the start
// screen shows.
func explanations(text string) []Explanation {
	var out []Explanation
	for _, m := range explain.Text(text).Matches {
		out = append(out, Explanation{
			What:  m.What,
			Cause: strings.Join(m.Causes, "; "),
			Do:    strings.Join(m.Next, "; "),
			Code:  m.Finding, Guide: m.Guide, Values: m.Inputs,
		})
	}
	return out
}
