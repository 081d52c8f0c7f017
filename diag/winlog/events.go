package winlog

import (
	"strconv"
	"strings"
)

// EventIDs lists the numbers of the Windows events in a text, in order: behind the
// label in any of the languages of Windows, in XML, and in the tables of
// Get-WinEvent. At most limit are returned.
func EventIDs(text string, limit int) []int {
	s, _ := Fold(text)
	var out []int
	for i := 0; i < len(s) && len(out) < limit; i++ {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		end := i
		for end < len(s) && Word(s[end]) {
			end++
		}
		n, err := strconv.Atoi(s[i:end])
		before := i
		for before > 0 && i-before < gap && s[before-1] < 0x80 && !Word(s[before-1]) {
			before--
		}
		switch {
		case i > 0 && Word(s[i-1]), err != nil, n > 0xffff:
		case XML(s, i):
			out = append(out, n)
		default:
			if _, kind := LabelBefore(s, before); kind == Event && before < i {
				out = append(out, n)
			}
		}
		i = end - 1
	}
	for _, c := range Table(s, linesOf(text)) {
		if len(out) < limit {
			out = append(out, c.ID)
		}
	}
	return out
}

// gap is how many bytes may stand between a label and its number.
const gap = 12

// XML says whether the number at i is the content of an EventID element.
func XML(folded string, i int) bool {
	before := folded[max(0, i-60):i]
	tag := strings.LastIndex(before, "<eventid")
	return tag >= 0 && strings.LastIndexByte(before, '>') > tag
}

// linesOf visits the lines of a text by their offsets in its folded form.
func linesOf(text string) func(visit func(from, to int)) {
	return func(visit func(from, to int)) {
		from := 0
		for line := range strings.Lines(text) {
			f, _ := Fold(strings.TrimSuffix(line, "\n"))
			visit(from, from+len(f))
			from += len(f) + 1
		}
	}
}
