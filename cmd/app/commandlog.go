package app

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"adwalk/ad/safefile"
	"adwalk/ad/trace"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

// CommandLog keeps the exchanges of this run for the log screen and reports, and
// appends each to a file when the operator named one.
type CommandLog struct {
	trace.Log
	mu   sync.Mutex
	file *os.File
	lost error // why the file misses something
}

// Open starts appending to a file, mode 0600.
func (l *CommandLog) Open(path string) error {
	f, err := safefile.Append(path)
	if err != nil {
		return Usage("opening the log file", err.Error(), "name a file that you may write")
	}
	l.appendTo(f)
	return nil
}

func (l *CommandLog) appendTo(f *os.File) {
	l.file = f
	l.Hear(l.record)
}

// record writes an exchange that has ended.
func (l *CommandLog) record(e trace.Event) {
	if e.Phase == trace.Done {
		l.write(e.At, logText(e.Command), endText(e))
	}
}

func (l *CommandLog) write(at time.Time, command, end string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sep := "  "
	if strings.Contains(command, "\n") { // after a here-document nothing may follow on its last line
		sep = "\n\t"
	}
	if _, err := fmt.Fprintf(l.file, "%s %s%s# %s\n", at.UTC().Format(time.RFC3339), command, sep, end); err != nil {
		l.lost = cmp.Or(l.lost, err)
	}
}

// endText is what came of an exchange, as a comment behind its command.
func endText(e trace.Event) string {
	parts := []string{e.Outcome}
	if e.Kind == trace.Search {
		parts = append(parts, screen.Count(e.Objects, "object"))
	}
	parts = append(parts, fmt.Sprintf("%d ms", e.Elapsed.Milliseconds()))
	for _, s := range []string{e.Server, e.Protection} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return safetext.Printable(strings.Join(parts, ", "))
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

// Close ends the file: what has no answer by now is written as such. The error
// says that the file does not hold everything.
func (l *CommandLog) Close() error {
	if l.file == nil {
		return nil
	}
	for _, e := range l.Events() {
		if e.Phase != trace.Done {
			e.Outcome = "no answer when the program ended"
			l.write(e.At, logText(e.Command), endText(e))
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := cmp.Or(l.lost, l.file.Close()); err != nil {
		return Usage("the log file is not complete", err.Error(), "free disk space or name another file, and run the command again")
	}
	return nil
}
