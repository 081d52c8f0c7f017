package explain

import (
	"context"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/winlog"
)

// hit is an entry seen at a place of the paste.
type hit struct {
	entry      *codes.Entry
	start, end int // in folded
	weight     int
}

// Bounds on what a hostile or huge paste can make us keep: so many places of
// one entry are told apart, the rest only say the same again.
const (
	maxPerEntry = 8
	maxHits     = 512
)

// briefText is a message; what is longer is a log, full of numbers of its own.
const briefText = 400

// labelled says whether the number at i follows a word that announces a code.
func labelled(s string, i int) bool {
	j := i
	for j > 0 && i-j < labelGap && !word(s[j-1]) && s[j-1] < 0x80 {
		j--
	}
	_, kind := winlog.LabelBefore(s, j)
	return kind != winlog.None && kind != winlog.Event
}

// scan walks the folded text once, record by record, and looks at each start of a
// word. A phrase never reaches into the next record.
func scan(ctx context.Context, p pasted) []hit {
	ix := phrases()
	s := p.folded
	var hits []hit
	count := map[*codes.Entry]int{}
	try := func(k int32, i, end int) {
		for ; k >= 0; k = ix.phrases[k].next {
			ph := &ix.phrases[k]
			if count[ph.entry] >= maxPerEntry || len(hits) >= maxHits {
				continue
			}
			if ph.bare && len(s) > briefText && !labelled(s, i) {
				continue
			}
			if to, ok := ph.match(s[:end], i); ok {
				count[ph.entry]++
				hits = append(hits, hit{ph.entry, i, to, ph.entry.Weight})
			}
		}
	}
	for n, r := range p.records {
		if n&0x3ff == 0 && ctx.Err() != nil {
			return hits
		}
		if r.skip {
			continue
		}
		for i := r.start; i < r.end; i++ {
			if i&0xffff == 0 && ctx.Err() != nil {
				return hits
			}
			if i > 0 && word(s[i-1]) && !emphasis(s, i-1) || i+2 > r.end || !ix.begins[uint16(s[i])<<8|uint16(s[i+1])] {
				continue
			}
			if i+8 <= r.end {
				if k := key(s[i:], 8); ix.maybe[bit(k)>>6]>>(bit(k)&63)&1 != 0 {
					if at, ok := ix.long[k]; ok {
						try(at, i, r.end)
					}
				}
			}
			if i+4 <= r.end {
				if at, ok := ix.four[key(s[i:], 4)]; ok {
					try(at, i, r.end)
				}
			}
			for n := 2; n < 4 && i+n <= r.end; n++ {
				if at, ok := ix.short[key(s[i:], n)]; ok {
					try(at, i, r.end)
				}
			}
		}
	}
	return hits
}

// advice are the words with which a message begins a list of what it might be:
// what follows is not what was seen.
var advice = []string{"possible causes", "possible reasons", "possible cause", "can be caused by", "may be caused by", "might be caused by", "could be caused by", "may be due to", "could be due to", "commonly due to", "most likely cause", "some possible causes", "this can also happen", "this error may be caused"}

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
