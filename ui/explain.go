package ui

import (
	"strings"

	"adwalk/diag/explain"
)

// Explain says what a text is, likeliest first, as the start screen shows it.
func Explain(text string) []Explanation { return explanations(text) }

// explanations turns what the catalogue makes of a text into what the start
// screen shows.
func explanations(text string) []Explanation {
	var out []Explanation
	for _, m := range explain.Text(text).Matches {
		out = append(out, Explanation{
			Title: m.Title,
			What:  strings.TrimPrefix(strings.Join(m.Codes, ", ")+". "+m.What, ". "),
			Cause: m.Causes, Do: m.Next, Sure: string(m.Confidence),
			Code: m.Finding, Guide: m.Guide, Values: m.Inputs,
		})
	}
	return out
}
