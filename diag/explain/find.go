package explain

import (
	"regexp"
	"slices"
	"strings"

	"adwalk/diag/pattern"
)

// An expression that is tried at every letter of a long log costs more than all the
// rest. Each is tried only where it can match: behind a label, or around the one
// letter that it cannot do without.

// label finds what begins with one of some words.
type label struct {
	words []string // in small letters
	expr  func() *regexp.Regexp
}

// longest is how far behind its label a value may end; longer ones are none.
const longest = 3 * maxValue

// after makes one of words and an expression that begins with one of them. The
// expression sees the letter before the label.
func after(words, expr string) label {
	return label{strings.Split(words, "|"), pattern.Lazy(`\A(?s:.)(?:` + expr + `)`)}
}

// find calls f with the places of each match in s and of its groups. padded is s behind
// a space, low the same in small letters.
func (l label) find(padded, low string, f func(ix []int)) {
	var starts []int
	for _, w := range l.words {
		for at := 0; ; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			starts = append(starts, at+i)
			at += i + len(w)
		}
	}
	slices.Sort(starts)
	free := 1
	for _, start := range slices.Compact(starts) {
		if start < free {
			continue
		}
		ix := l.expr().FindStringSubmatchIndex(padded[start-1 : min(len(padded), start+longest)])
		if ix == nil {
			continue
		}
		free = start - 1 + ix[1]
		ix[0]++ // the letter before
		for i := range ix {
			if ix[i] >= 0 {
				ix[i] += start - 2
			}
		}
		f(ix)
	}
}

// lowered is a text with the letters of ASCII small, every byte in its place.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// letters is a set of bytes.
type letters [256]bool

func set(more string) *letters {
	var l letters
	for c := range l {
		l[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte(more, byte(c)) >= 0 && c != 0
	}
	return &l
}

// pieces finds what has a certain letter in its middle.
type pieces struct {
	middle      byte
	left, right *letters // what may stand on either side
	whole       bool     // a piece may hold several, and the letter before it counts
	blank       bool     // a space may stand on either side of the middle
	again       bool     // the middle may stand once more in the right side, and then the right side
	realm       *letters // letters behind an @, which may follow the right side
	expr        func() *regexp.Regexp
}

func (p pieces) find(s string, f func(ix []int)) {
	for pos := 0; pos < len(s); {
		i := strings.IndexByte(s[pos:], p.middle)
		if i < 0 {
			return
		}
		from, to := pos+i, pos+i+1
		if p.blank && from > pos && s[from-1] == ' ' {
			from--
		}
		for from > pos && p.left[s[from-1]] {
			from--
		}
		if p.whole && from > pos {
			from--
		}
		if p.blank && to < len(s) && s[to] == ' ' {
			to++
		}
		for to < len(s) && p.right[s[to]] {
			to++
		}
		if p.again && to < len(s) && s[to] == p.middle {
			for to++; to < len(s) && p.right[s[to]]; {
				to++
			}
		}
		if p.realm != nil {
			at := to
			if at < len(s) && s[at] == ' ' {
				at++
			}
			if at < len(s) && s[at] == '@' {
				if at++; at < len(s) && s[at] == ' ' {
					at++
				}
				for to = at; to < len(s) && p.realm[s[to]]; {
					to++
				}
			}
		}
		moved := func(ix []int) []int {
			for k := range ix {
				if ix[k] >= 0 {
					ix[k] += from
				}
			}
			return ix
		}
		if p.whole {
			for _, ix := range p.expr().FindAllStringSubmatchIndex(s[from:to], -1) {
				f(moved(ix))
			}
			pos = to
			continue
		}
		ix := p.expr().FindStringSubmatchIndex(s[from:to])
		if ix == nil || from+ix[0] > pos+i { // or what begins behind this place, and may end behind the piece
			pos += i + 1
			continue
		}
		f(moved(ix))
		pos = max(pos+i+1, ix[1])
	}
}
