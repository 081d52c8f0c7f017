package explain

import (
	"slices"
	"strings"
)

// pairs are the pairs of neighbouring bytes in a line, a bit for each by its hash: most
// words that are looked for in it are ruled out by two looks.
type pairs [64]uint64

func pairOf(a, b byte) uint { return (uint(a)*37 + uint(b)) & 0xfff }

func pairsOf(s string) *pairs {
	var p pairs
	for i := 1; i < len(s); i++ {
		k := pairOf(s[i-1], s[i])
		p[k>>6] |= 1 << (k & 63)
	}
	return &p
}

// may is false only when the line does not hold the word.
func (p *pairs) may(word string) bool {
	n := len(word)
	if n < 2 {
		return true
	}
	first, last := pairOf(word[0], word[1]), pairOf(word[n-2], word[n-1])
	return p[first>>6]&(1<<(first&63)) != 0 && p[last>>6]&(1<<(last&63)) != 0
}

// holdsAny is the function of that name for the line of the pairs.
func (p *pairs) holdsAny(line string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return p.may(w) && strings.Contains(line, w) })
}
