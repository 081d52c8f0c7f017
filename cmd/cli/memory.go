package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// enough is how much memory the program takes without need. What is kept of a large
// forest, or of a directory that never stops sending, is some tens of megabytes; a heap
// that doubles before anything is thrown away would take as much again.
const enough = 60 << 20

// thrifty lets the garbage collector work harder once the program has taken enough, and
// leaves it alone below. What is truly in use is never refused: where that is more,
// the limit goes up with it, or nothing but collecting would be done. An operator's
// own GOMEMLIMIT stands.
func thrifty() {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	debug.SetMemoryLimit(enough)
	afterCollecting(func() {
		used := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(used)
		live := int64(used[0].Value.Uint64())
		debug.SetMemoryLimit(max(enough, live+live/2))
	})
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
