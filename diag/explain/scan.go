package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// hit is an entry seen at a place of the paste.
type hit struct {
	entry      *codes.Entry
	start, end int // in clean and folded alike
	weight     int
}

// Bounds on what a hostile or huge paste can make us keep: so many places of
// one entry are told apart, the rest only say the same again.
const (
	maxPerEntry = 8
	maxHits     = 4096
)

// briefText is a message; what is longer is a log, full of numbers of its own.
const briefText = 400

// labelled says whether the number at i follows a word that announces a code.
func labelled(s string, i int) bool {
	j := i
	for j > 0 && i-j < labelGap && !word(s[j-1]) && s[j-1] < 0x80 {
		j--
	}
	_, ok := endsIn(s[max(0, j-24):j], labels)
	return ok
}

// scan walks the folded text once and looks at each start of a word.
func scan(p paste) []hit {
	ix := phrases()
	s := p.folded
	var hits []hit
	count := map[*codes.Entry]int{}
	try := func(list []phrase, i int) {
		for _, ph := range list {
			if count[ph.entry] >= maxPerEntry || len(hits) >= maxHits {
				continue
			}
			if ph.bare && len(s) > briefText && !labelled(s, i) {
				continue
			}
			if end, ok := ph.match(s, i); ok {
				count[ph.entry]++
				hits = append(hits, hit{ph.entry, i, end, ph.entry.Weight})
			}
		}
	}
	for i := 0; i < len(s); i++ {
		if !starts(s, i) || !ix.small[s[i]] {
			continue
		}
		for n := 1; n <= 4 && i+n <= len(s); n++ {
			if list := ix.buckets[key(s[i:i+n])]; list != nil {
				try(list, i)
			}
		}
	}
	return settle(p, foreign(p, doubt(s, hits)))
}

// advice are the words with which a message begins a list of what it might be:
// what follows is not what was seen.
var advice = []string{"possible causes", "possible reasons", "possible cause", "this can be caused by", "commonly due to", "most likely cause"}

const adviceReach = 1000

// doubt halves the weight of what stands in such a list.
func doubt(s string, hits []hit) []hit {
	for _, a := range advice {
		for at, n := 0, 0; n < 100; n++ {
			i := strings.Index(s[at:], a)
			if i < 0 {
				break
			}
			at += i + len(a)
			for k := range hits {
				if hits[k].start >= at && hits[k].start < at+adviceReach {
					hits[k].weight = min(hits[k].weight, hits[k].entry.Weight/2)
				}
			}
		}
	}
	return hits
}

// starts says whether a phrase may begin here: at the start of a word, or at a
// minus sign before a number.
func starts(s string, i int) bool {
	c := s[i]
	if c == ' ' {
		return false
	}
	if i == 0 || !word(s[i-1]) {
		return true
	}
	return false
}
