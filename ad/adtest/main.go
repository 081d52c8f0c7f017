package adtest

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
)

var cleanups struct {
	sync.Mutex
	list []func()
}

// atExit has f run when the test binary ends, last registered first.
func atExit(f func()) {
	cleanups.Lock()
	defer cleanups.Unlock()
	cleanups.list = append(cleanups.list, f)
}

// Main runs a package's tests and then takes down every server that they
// started. Call it from TestMain:
//
//	func TestMain(m *testing.M) { adtest.Main(m) }
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main for a package whose TestMain has more to do: it returns the exit
// code instead of exiting.
func Run(m interface{ Run() int }) int {
	code := m.Run()
	cleanups.Lock()
	list := cleanups.list
	cleanups.list = nil
	cleanups.Unlock()
	for i := len(list) - 1; i >= 0; i-- {
		list[i]()
	}
	return code
}

var names atomic.Int64

// Name gives a name that no other test of this binary uses, so that tests can
// share a directory: Name("web") is "web-1", "web-2", … Keep the prefix under
// ten characters: a computer's name has at most fifteen.
func Name(prefix string) string {
	return fmt.Sprintf("%s-%d", prefix, names.Add(1))
}
