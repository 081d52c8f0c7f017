package ui

import "strings"

// fuzzy says how well a pattern fits a text, higher is better: every character
// of the pattern must be in the text in that order. Characters that follow each
// other and those that begin a word count more.
func fuzzy(pattern, text string) (score int, ok bool) {
	p, t := []rune(strings.ToLower(pattern)), []rune(strings.ToLower(text))
	if len(p) == 0 {
		return 0, true
	}
	if i := strings.Index(string(t), string(p)); i >= 0 { // as it is: the best
		return 1000 - min(i, 500), true
	}
	at, run := 0, 0
	for i, c := range t {
		if c != p[at] {
			run = 0
			continue
		}
		run++
		score += run * run
		if i == 0 || strings.ContainsRune(" -/_.:", t[i-1]) {
			score += 8
		}
		if at++; at == len(p) {
			return score, true
		}
	}
	return 0, false
}
