package explain

import (
	"slices"
	"strings"
	"sync"

	"adwalk/diag/codes"
	"adwalk/diag/winlog"
)

const maxGap = 160

// phrase is one way to say an entry, cut at its gaps.
type phrase struct {
	first string
	rest  []string // what follows behind gaps
	open  bool
	bare  bool // a short decimal: it needs a word such as "error" before it in a long text
	entry *codes.Entry
	next  int32 // the next phrase with the same beginning, -1 for none
}

// index finds phrases by the first bytes of their first part: eight where there are
// so many, else four, else what there is.
type index struct {
	phrases           []phrase
	long, four, short map[uint64]int32 // the first phrase of those with a beginning
	begins            [1 << 16]bool    // the first two bytes that occur at all
	maybe             [1 << 12]uint64  // a bit for each beginning of eight bytes, by its hash
}

// tables are the entries of codes, each with its kind and weight.
var tables = sync.OnceValue(func() []codes.Table {
	all := codes.Tables()
	for _, t := range all {
		for i := range t.Entries {
			e := &t.Entries[i]
			if e.Kind == "" {
				e.Kind = t.Kind
			}
			if e.Weight == 0 {
				e.Weight = codes.Usual
			}
		}
	}
	return all
})

var phrases = sync.OnceValue(func() *index {
	n := 0
	for _, t := range tables() {
		for i := range t.Entries {
			n += len(t.Entries[i].Say)
		}
	}
	ix := &index{phrases: make([]phrase, 0, n), long: make(map[uint64]int32, n), four: map[uint64]int32{}, short: map[uint64]int32{}}
	for _, t := range slices.Backward(tables()) { // the first of a table is the first that is found
		for i := range slices.Backward(t.Entries) {
			e := &t.Entries[i]
			for _, s := range slices.Backward(e.Say) {
				ix.add(winlog.Folded(s), e)
			}
		}
	}
	return ix
})

func (ix *index) add(s string, e *codes.Entry) {
	p := phrase{entry: e, next: -1}
	s, p.open = strings.CutSuffix(s, "*")
	p.bare = len(s) < 6 && strings.Trim(s, "0123456789") == ""
	first, rest, gaps := strings.Cut(s, "~")
	p.first = strings.TrimSpace(first)
	for gaps {
		first, rest, gaps = strings.Cut(rest, "~")
		p.rest = append(p.rest, strings.TrimSpace(first))
	}
	beginnings, n := ix.long, 8
	switch {
	case len(p.first) >= 8:
		ix.maybe[bit(key(p.first, 8))>>6] |= 1 << (bit(key(p.first, 8)) & 63)
	case len(p.first) >= 4:
		beginnings, n = ix.four, 4
	default:
		beginnings, n = ix.short, len(p.first)
	}
	k := key(p.first, n)
	if at, ok := beginnings[k]; ok {
		p.next = at
	}
	beginnings[k] = int32(len(ix.phrases))
	ix.phrases = append(ix.phrases, p)
	ix.begins[uint16(p.first[0])<<8|uint16(p.first[1])] = true
}

// bit is the place of a beginning among the bits of maybe.
func bit(k uint64) uint64 { return k * 0x9e3779b97f4a7c15 >> (64 - 18) }

// key packs the first n bytes of s, at most eight.
func key(s string, n int) uint64 {
	var k uint64
	for i := range n {
		k = k<<8 | uint64(s[i])
	}
	return k
}

// match says where the phrase ends when it starts at i of the folded text.
func (p *phrase) match(folded string, i int) (end int, ok bool) {
	if !strings.HasPrefix(folded[i:], p.first) {
		return 0, false
	}
	at := i + len(p.first)
	for _, part := range p.rest {
		window := folded[at:min(len(folded), at+maxGap+len(part))]
		j := strings.Index(window, part)
		if j < 0 || strings.Contains(window[:j], ". ") || p.first == "client" && strings.Contains(window[:j], "server") { // a gap does not go past the end of a sentence, nor into another message
			return 0, false
		}
		at += j + len(part)
	}
	if !p.open && at < len(folded) && word(folded[at-1]) && word(folded[at]) && !(folded[at] == '_' && (at+1 == len(folded) || !word(folded[at+1]))) {
		return 0, false
	}
	return at, true
}

// emphasis says that the underscore at i opens a part in italics, as forums write it, and
// belongs to no name.
func emphasis(s string, i int) bool {
	return s[i] == '_' && (i == 0 || !word(s[i-1]))
}

// word says whether a byte is part of a name or number.
func word(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}
