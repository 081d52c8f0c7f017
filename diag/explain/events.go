package explain

import "strings"

// event is a numbered event of a Windows log. The number alone means little;
// the source makes it one thing.
type event struct {
	id      int
	sources []string // words of the source, lower case; any of them near the number will do
	what    string
	family  string
	also    []string
	causes  []string
	next    []string
	guide   string
	code    string
}

func (e *event) entry() *entry {
	return eventEntries()[e]
}

// eventHits looks up a number that stands after the words "event id".
func eventHits(s string, n number) []hit {
	near := s[max(0, n.start-600):min(len(s), n.end+1200)]
	var out, doubtful []hit
	for i := range events {
		ev := &events[i]
		if int64(ev.id) != n.value {
			continue
		}
		sure := len(ev.sources) == 0
		for _, src := range ev.sources {
			sure = sure || strings.Contains(near, src)
		}
		switch {
		case sure && (len(ev.sources) == 0 || ev.family == generic): // the code inside the event is what tells
			out = append(out, hit{ev.entry(), n.start, n.end, weak + 20})
		case sure && ev.id > 1000:
			out = append(out, hit{ev.entry(), n.start, n.end, specific - 15})
		case sure:
			out = append(out, hit{ev.entry(), n.start, n.end, usual - 5})
		case n.label != "id" && bare(s):
			doubtful = append(doubtful, hit{ev.entry(), n.start, n.end, weak + 5})
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
	return len(strings.Fields(s)) <= 6 && !strings.Contains(s, "source") && !strings.Contains(s, "quelle")
}
