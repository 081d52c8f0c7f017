package ui

import (
	"maps"
	"strings"

	"adwalk/diag/explain"
)

// explanations turns what the catalogue makes of a text into what the start
// screen shows.
func explanations(text string) []Explanation {
	var out []Explanation
	for _, m := range explain.Text(text).Matches {
		out = append(out, Explanation{
			Title: m.Title,
			What:  strings.TrimPrefix(strings.Join(m.Codes, ", ")+". "+m.What, ". "),
			Cause: m.Causes, Do: m.Next, Sure: string(m.Confidence),
			Code: m.Finding, Guide: m.Guide, Values: guideValues(m.Guide, m.Inputs),
		})
	}
	return out
}

// taken says which values of a paste answer a guide's own inputs, the better
// ones first.
var taken = map[string]map[string][]string{
	"service-unreachable": {"service": {explain.InputSPN, explain.InputHost}},
	"lb-namespace":        {"namespace": {explain.InputHost}},
	"kcd-front-end":       {"users": {explain.InputUser}},
}

func guideValues(guide string, found map[string]string) map[string]string {
	out := maps.Clone(found)
	for key, from := range taken[guide] {
		for _, f := range from {
			if v := found[f]; v != "" && out[key] == "" {
				out[key] = v
			}
		}
	}
	return out
}
