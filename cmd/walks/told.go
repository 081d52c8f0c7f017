package walks

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
)

// told keeps what a reader has seen of a walk, so that later steps do not repeat it.
type told map[string]bool

// fresh returns a step's lines without those that an earlier step told word for word:
// findings are counted in a line of their own, the rest is left out. Advice that
// several findings in a row share stands behind the last of them.
func (t told) fresh(lines []guide.Line) []guide.Line {
	var out []guide.Line
	again := 0
	for _, l := range lines {
		key := fmt.Sprint(l.Code, "\x00", l.Status, "\x00", l.Text, "\x00", strings.Join(l.Detail, "\x00"), l.Do)
		switch {
		case !t[key], l.Status == "" || l.Standing:
			t[key] = true
			out = append(out, l)
		case l.Status == diag.Fail:
			again++
		}
	}
	if again == 1 {
		out = slices.Insert(out, 0, guide.Line{Status: diag.Fail, Text: "1 finding that is listed above"})
	} else if again > 1 {
		out = slices.Insert(out, 0, guide.Line{Status: diag.Fail, Text: diag.Count(again, "finding") + " that are listed above"})
	}
	return shared(out)
}

// shared leaves advice to the last of neighbours of one code.
func shared(lines []guide.Line) []guide.Line {
	out := slices.Clone(lines)
	for i := range out {
		if i+1 == len(out) || out[i].Code == "" || out[i].Code != out[i+1].Code {
			continue
		}
		if slices.Equal(out[i].Do, lines[i+1].Do) {
			out[i].Do = nil
		}
	}
	return out
}

// explains says whether a step's lines are there to be read: there is nothing to judge,
// and nothing was left out either.
func explains(lines []guide.Line) bool {
	return len(lines) > 0 && !slices.ContainsFunc(lines, func(l guide.Line) bool { return l.Status != "" || l.Verdict != "" })
}
