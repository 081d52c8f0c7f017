package directory

import (
	"fmt"
	"time"

	"adwalk/ad"
)

// Limits bound one search, whatever the server sends. A search that reaches one
// ends with an error that says so; what was handed on before stays.
type Limits struct {
	Objects int           // 0: 3 million
	Bytes   int64         // received; 0: 4 GB
	Time    time.Duration // from the request to its last answer; 0: 30 minutes
}

func (l *Limits) fill() {
	if l.Objects <= 0 {
		l.Objects = 3_000_000
	}
	if l.Bytes <= 0 {
		l.Bytes = 4 << 30
	}
	if l.Time <= 0 {
		l.Time = 30 * time.Minute
	}
}

// progressEach is how many objects lie between two steps that are traced.
const progressEach = 1000

// overLimit is the error of a search that reached a limit.
func overLimit(server, why string) error {
	return &ad.Problem{Kind: ad.ProblemProtocol, What: "searching " + server, Why: "the answer was cut short here: " + why,
		Do: "narrow the search, or ask another domain controller"}
}

// check says whether a search may go on.
func (l Limits) check(server string, objects int, bytes int64, elapsed time.Duration) error {
	switch {
	case objects > l.Objects:
		return overLimit(server, fmt.Sprintf("more than %d objects came", l.Objects))
	case bytes > l.Bytes:
		return overLimit(server, fmt.Sprintf("more than %d MB came", l.Bytes>>20))
	case elapsed > l.Time:
		return overLimit(server, fmt.Sprintf("it did not end within %s", l.Time))
	}
	return nil
}
