package explain

import (
	"strings"
	"sync"

	"adwalk/diag/codes"
	"adwalk/diag/winlog"
)

const maxGap = 160

// phrase is one way to say an entry, cut at its gaps.
type phrase struct {
	parts []string
	open  bool
	bare  bool // a short decimal: it needs a word such as "error" before it in a long text
	entry *codes.Entry
}

// index finds phrases by the first bytes of their first part: eight where there are
// so many, else four, else what there is.
type index struct {
	long, four map[uint64][]phrase
	short      map[uint64][]phrase
	begins     [1 << 16]bool // the first two bytes that occur at all
}

var phrases = sync.OnceValue(func() *index {
	ix := &index{long: map[uint64][]phrase{}, four: map[uint64][]phrase{}, short: map[uint64][]phrase{}}
	for _, t := range codes.Tables() {
		for i := range t.Entries {
			e := &t.Entries[i]
			if e.Kind == "" {
				e.Kind = t.Kind
			}
			if e.Weight == 0 {
				e.Weight = codes.Usual
			}
			for _, s := range e.Say {
				ix.add(winlog.Folded(s), e)
			}
		}
	}
	return ix
})

func (ix *index) add(s string, e *codes.Entry) {
	p := phrase{entry: e}
	s, p.open = strings.CutSuffix(s, "*")
	for _, part := range strings.Split(s, "~") {
		p.parts = append(p.parts, strings.TrimSpace(part))
	}
	p.bare = len(s) < 6 && strings.Trim(s, "0123456789") == ""
	first := p.parts[0]
	switch {
	case len(first) >= 8:
		ix.long[key(first, 8)] = append(ix.long[key(first, 8)], p)
	case len(first) >= 4:
		ix.four[key(first, 4)] = append(ix.four[key(first, 4)], p)
	default:
		ix.short[key(first, len(first))] = append(ix.short[key(first, len(first))], p)
	}
	ix.begins[uint16(first[0])<<8|uint16(first[1])] = true
}

// key packs the first n bytes of s, at most eight.
func key(s string, n int) uint64 {
	var k uint64
	for i := range n {
		k = k<<8 | uint64(s[i])
	}
	return k
}

// match says where the phrase ends when it starts at i of the folded text.
func (p phrase) match(folded string, i int) (end int, ok bool) {
	at := i
	for n, part := range p.parts {
		if n == 0 {
			if !strings.HasPrefix(folded[at:], part) {
				return 0, false
			}
			at += len(part)
			continue
		}
		window := folded[at:min(len(folded), at+maxGap+len(part))]
		j := strings.Index(window, part)
		if j < 0 || strings.Contains(window[:j], ". ") || p.parts[0] == "client" && strings.Contains(window[:j], "server") { // a gap does not go past the end of a sentence, nor into another message
			return 0, false
		}
		at += j + len(part)
	}
	if !p.open && at < len(folded) && word(folded[at-1]) && word(folded[at]) {
		return 0, false
	}
	return at, true
}

// word says whether a byte is part of a name or number.
func word(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}
