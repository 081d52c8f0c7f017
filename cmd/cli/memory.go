package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// enough is how much memory the program takes without need. What is kept of a directory
// that never stops sending is at most plenty; a heap that doubles before anything is
// thrown away would take as much again.
const (
	enough = 60 << 20
	plenty = 56 << 20
)

// thrifty lets the garbage collector work harder once the program has taken enough, and
// leaves it alone below. What is truly in use is never refused: an honest forest may be
// large, and where more than plenty is in use the heap soon grows as usual, or much of
// the time would go into collecting. An operator's own GOMEMLIMIT stands.
func thrifty() {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	debug.SetMemoryLimit(enough)
	afterCollecting(func() {
		used := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(used)
		debug.SetMemoryLimit(room(int64(used[0].Value.Uint64())))
	})
}

// room is how much memory the program may take that has so much in use.
func room(live int64) int64 {
	return max(enough, min(live+live*2/5+3*max(0, live-plenty), 2*live))
}

// afterCollecting calls a function after each garbage collection.
func afterCollecting(do func()) {
	type mark struct{ _ [16]byte }
	var set func()
	set = func() {
		runtime.SetFinalizer(&mark{}, func(*mark) {
			do()
			set()
		})
	}
	set()
}
