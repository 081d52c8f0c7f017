package cli

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"adwalk/ad/safefile"
	"adwalk/ui/safetext"
)

// Logged is one query or write, as the command an operator would have typed.
type Logged struct {
	At   time.Time
	Text string
}

// maxLogged bounds the log in memory; the file has everything.
const maxLogged = 2000

// CommandLog keeps the queries and writes of this run for the log screen, and
// appends them to a file when the operator named one. Secrets never reach it.
type CommandLog struct {
	mu   sync.Mutex
	rows []Logged
	file *os.File
	lost error // why the file misses something
}

// open starts appending to a file, mode 0600.
func (l *CommandLog) open(path string) error {
	f, err := safefile.Append(path)
	if err != nil {
		return usage("opening the log file", err.Error(), "name a file that you may write")
	}
	l.file = f
	return nil
}

// Add records one command. In the file control characters are made printable: a
// DN with a line break must not forge a line.
func (l *CommandLog) Add(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	row := Logged{time.Now().UTC(), text}
	if len(l.rows) >= maxLogged {
		l.rows = append(l.rows[:0], l.rows[maxLogged/2:]...)
	}
	l.rows = append(l.rows, row)
	if l.file != nil {
		if _, err := fmt.Fprintf(l.file, "%s %s\n", row.At.Format(time.RFC3339), logText(row.Text)); err != nil {
			l.lost = cmp.Or(l.lost, err)
		}
	}
}

// logText makes a command safe for a file that is looked at in a terminal. A
// command of several lines, such as ldapmodify with its input, keeps them, each
// behind a tab: none can pass for another command.
func logText(command string) string {
	lines := strings.Split(command, "\n")
	for i, l := range lines {
		lines[i] = safetext.Printable(l)
	}
	return strings.Join(lines, "\n\t")
}

// Rows returns a copy of the log, oldest first.
func (l *CommandLog) Rows() []Logged {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Logged(nil), l.rows...)
}

// close ends the file. The error says that it does not hold everything.
func (l *CommandLog) close() error {
	if l.file == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := cmp.Or(l.lost, l.file.Close()); err != nil {
		return usage("the log file is not complete", err.Error(), "free disk space or name another file, and run the command again")
	}
	return nil
}
