package explain

import (
	"strings"
	"sync"
)

// entry is one thing that can be recognised.
type entry struct {
	what   string   // what it is, in one sentence
	family string   // its cause family
	codes  []string // names to show
	say    []string // phrases that give it away: lower case, "~" for a gap of up to maxGap bytes, "*" at the end for an open end
	weight int      // how telling a hit is, 0 for usual
	also   []string // families that the same words may mean, less likely
	causes []string // before the family's own
	next   []string // before the family's own
	guide  string   // instead of the family's
	kind   string   // what a paste with it is, "" for the table's
}

// The weights. A wrapper is a message that stands around the real one; a weak
// hit is a common word or number; a name is as good as it gets.
const (
	wrapper  = 10
	weak     = 20
	usual    = 60
	specific = 80
)

const maxGap = 160

// phrase is one way to say an entry, cut at its gaps.
type phrase struct {
	parts []string
	open  bool
	bare  bool // a short decimal: it needs a word such as "error" before it in a long text
	entry *entry
}

// index finds phrases by the first bytes of their first part.
type index struct {
	buckets map[uint32][]phrase
	small   [256]bool // first bytes that occur at all
}

var phrases = sync.OnceValue(func() *index {
	ix := &index{buckets: map[uint32][]phrase{}}
	for _, t := range tables() {
		for i := range t.entries {
			e := &t.entries[i]
			if e.kind == "" {
				e.kind = t.kind
			}
			if e.weight == 0 {
				e.weight = usual
			}
			for _, s := range e.say {
				ix.add(s, e)
			}
		}
	}
	return ix
})

func (ix *index) add(s string, e *entry) {
	p := phrase{entry: e}
	s, p.open = strings.CutSuffix(s, "*")
	for _, part := range strings.Split(s, "~") {
		p.parts = append(p.parts, strings.TrimSpace(part))
	}
	p.bare = len(s) < 6 && strings.Trim(s, "0123456789") == ""
	k := key(p.parts[0])
	ix.buckets[k] = append(ix.buckets[k], p)
	ix.small[p.parts[0][0]] = true
}

// key packs up to four bytes; shorter phrases are filed under each shorter key.
func key(s string) uint32 {
	var k uint32
	for i := 0; i < 4 && i < len(s); i++ {
		k = k<<8 | uint32(s[i])
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
		if j < 0 || strings.Contains(window[:j], ". ") { // a gap does not go past the end of a sentence
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

// table is one area's entries and what a paste with them is called.
type table struct {
	kind    string
	entries []entry
}
