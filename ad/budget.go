package ad

import (
	"fmt"
	"sync"
)

// The most that is gathered of one search: objects, and bytes of their names and
// values.
const (
	MaxGathered      = 50_000
	MaxGatheredBytes = 20 << 20
)

// decoded is what an object takes beside its values once it is an Account.
const decoded = 512

// Budget bounds what is kept of one search, so that a server that never stops
// sending costs no more than a large answer. Searches that run at the same time for one
// question share one. The zero value is ready for use.
type Budget struct {
	mu             sync.Mutex
	objects, bytes int
}

// Take counts an object. The error, a *Problem, says that there were too many.
func (b *Budget) Take(e Entry) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.objects++
	b.bytes += e.size() + decoded
	if b.objects <= MaxGathered && b.bytes <= MaxGatheredBytes {
		return nil
	}
	return &Problem{Kind: ProblemProtocol, What: "the answer is too large to be kept",
		Why: fmt.Sprintf("it was cut short after %d objects and %d MB", b.objects-1, b.bytes>>20), Do: "narrow the search"}
}

// size is about how many bytes of memory an object takes.
func (e Entry) size() int {
	n := len(e.DN) + 64
	for _, a := range e.Attributes {
		n += 48
		for _, v := range a.Values {
			n += len(v) + 24
		}
	}
	return n
}
