package cli

import (
	"fmt"
	"net"
	"time"
)

// exitAfter is how a row of a table names an exit code and the time that it took.
func exitAfter(code int, begin time.Time) string {
	return fmt.Sprintf("%d/%.1fs", code, time.Since(begin).Seconds())
}

// dialTCP connects within a moment.
func dialTCP(addr string) (net.Conn, error) { return net.DialTimeout("tcp", addr, 5*time.Second) }
