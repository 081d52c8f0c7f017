package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// eventHits looks up a number that stands after the words "event id".
func eventHits(s string, n number) []hit {
	near := s[max(0, n.start-600):min(len(s), n.end+1200)]
	var out, doubtful []hit
	for i := range codes.Events() {
		ev := &codes.Events()[i]
		if int64(ev.ID) != n.value {
			continue
		}
		sure := len(ev.Sources) == 0
		for _, src := range ev.Sources {
			sure = sure || strings.Contains(near, src)
		}
		switch {
		case sure && (len(ev.Sources) == 0 || ev.Family == codes.Generic): // the code inside the event is what tells
			out = append(out, hit{ev.Entry(), n.start, n.end, codes.Weak + 20})
		case sure && ev.ID > 1000:
			out = append(out, hit{ev.Entry(), n.start, n.end, codes.Specific - 15})
		case sure:
			out = append(out, hit{ev.Entry(), n.start, n.end, codes.Usual - 5})
		case n.word != "id" && bare(s):
			doubtful = append(doubtful, hit{ev.Entry(), n.start, n.end, codes.Weak + 5})
		}
	}
	if len(out) > 0 {
		return out
	}
	return doubtful
}

// bare says whether a paste is little more than an event's number. Whatever says
// more than that and names no source of ours is another program's event.
func bare(s string) bool {
	words := 0
	for range strings.FieldsSeq(s) { // as far as need be: a long text is asked for each of its numbers
		if words++; words > 6 {
			return false
		}
	}
	return !strings.Contains(s, "source") && !strings.Contains(s, "quelle")
}
