package adtest

import (
	"runtime"
	"runtime/debug"
	"time"
)

// Growth measures by how many megabytes the heap of this process grows until the
// function that it returns is called: the largest size that was seen over the size at
// the beginning.
func Growth() func() (megabytes int) {
	eager := debug.SetGCPercent(20) // or what is no longer used would be counted
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		look := time.NewTicker(20 * time.Millisecond)
		defer look.Stop()
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
			select {
			case <-look.C:
			case <-stop:
				most <- peak
				return
			}
		}
	}()
	return func() int {
		close(stop)
		debug.SetGCPercent(eager)
		if peak := <-most; peak > before.HeapAlloc {
			return int((peak - before.HeapAlloc) >> 20)
		}
		return 0
	}
}
