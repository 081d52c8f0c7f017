package recordings

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// largeFile is the size in bytes from which on reading a file takes long enough to be
// told.
const largeFile = 32 << 20

// tellEvery is how often it is told.
const tellEvery = 200 * time.Millisecond

// counted tells how far a large file has been read.
func counted(r io.Reader, progress Progress) io.Reader {
	f, ok := r.(*os.File)
	if !ok || progress == nil {
		return r
	}
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() || st.Size() < largeFile {
		return r
	}
	return &counting{r: r, tell: progress, size: st.Size()}
}

// counting counts what is read.
type counting struct {
	r          io.Reader
	tell       Progress
	done, size int64
	last       time.Time
}

// Read implements io.Reader.
func (c *counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.done += int64(n)
	if now := time.Now(); now.Sub(c.last) > tellEvery || err != nil {
		c.last = now
		c.tell(c.done, c.size)
		if err != nil {
			c.tell(0, 0)
		}
	}
	return n, err
}

// onTerminal writes one line and keeps rewriting it, where the errors go to a terminal.
func onTerminal(s *app.Session, name string) Progress {
	if !app.Terminal(s.Err) {
		return nil
	}
	return func(done, total int64) {
		if total == 0 { // it is over: the line goes
			fmt.Fprintf(s.Err, "\r%s\r", strings.Repeat(" ", 70))
			return
		}
		fmt.Fprintf(s.Err, "\r%s: %d of %d MB, ctrl+c stops ", safetext.Printable(filepath.Base(name)), done>>20, total>>20)
	}
}
