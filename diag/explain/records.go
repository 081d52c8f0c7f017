package explain

import (
	"slices"
	"strings"

	"adwalk/diag/pattern"
)

// record is a piece of the paste that belongs together: one entry of a log with
// its continuation lines, or the whole text when it is no log. Offsets are in
// folded.
type record struct {
	start, end int
	trace      string // the message of a line of KRB5_TRACE, folded
	skip       bool   // nothing in it is judged
}

// stamp is how log lines begin: a date or a time, in the usual brackets.
var stamp = pattern.Lazy(`^[>|]? ?(?:\d{1,7}:)?[\[(<"]?(?:<\d+>)?(?:[a-z]{3},? )?(?:\d{4}[-/.]\d\d[-/.]\d\d[t ]\d\d:\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}:\d\d|\d\d[-/][a-z]{3}[-/]\d{4}[: ]\d\d:\d\d|[a-z]{3} [a-z]{3} +\d{1,2} \d\d:\d\d|[a-z]{3} +\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d\d:\d\d:\d\d[.,: ]|\d{10}[.:]\d)`)

// traceLine is a line of KRB5_TRACE: [process] seconds.microseconds: message. Other
// logs carry such lines inside their own.
var traceLine = pattern.Lazy(`\[\d{1,9}\] ?\d{9,10}\.\d{3,9}: `)

// maxHead is how much of a line is looked at to tell what begins there.
const maxHead = 200

// split cuts a paste into its records.
func split(p pasted) []record {
	s := p.folded
	var out []record
	begin := func(at int) {
		if n := len(out); n > 0 {
			out[n-1].end = at
		}
		out = append(out, record{start: at, end: len(s)})
	}
	begin(0)
	traced := false
	each(p, func(from, to int) {
		head := s[from:min(to, from+maxHead)]
		if c := head; len(c) < 10 || !strings.ContainsAny(c[:min(len(c), 24)], "0123456789") {
			if traced { // a line of the program itself, after its trace
				begin(from)
				traced = false
			}
			return
		}
		if m := traceLine().FindStringIndex(head); m != nil {
			begin(from)
			out[len(out)-1].trace = s[from+m[1] : to]
			traced = true
			return
		}
		if traced || stamp().MatchString(head) {
			begin(from)
		}
		traced = false
	})
	return out
}

// each visits the lines of the paste by their offsets in folded.
func each(p pasted, visit func(from, to int)) {
	if p.origin == nil {
		from := 0
		for from <= len(p.clean) {
			n := strings.IndexByte(p.clean[from:], '\n')
			if n < 0 {
				visit(from, len(p.clean))
				return
			}
			visit(from, from+n)
			from += n + 1
		}
		return
	}
	from, at := 0, 0
	for {
		n := strings.IndexByte(p.clean[at:], '\n')
		if n < 0 {
			break
		}
		at += n
		to, found := slices.BinarySearch(p.origin[from:], int32(at))
		at++
		if found {
			visit(from, from+to)
			from += to + 1
		}
	}
	visit(from, len(p.folded))
}

// recordOf is the record that holds an offset of folded.
func (p pasted) recordOf(at int) record {
	lo, hi := 0, len(p.records)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.records[mid].start <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return p.records[lo]
}
