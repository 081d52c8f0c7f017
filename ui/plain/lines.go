package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// errLeft says that the operator left: q, or the end of the input.
var errLeft = errors.New("left")

// maxText bounds a pasted text, in bytes.
const maxText = 1 << 20

// desk is where lines are read and written.
type desk struct {
	ctx   context.Context
	lines chan string // what was typed, line by line; closed at the end
	out   io.Writer
	ascii bool
}

func newDesk(ctx context.Context, in io.Reader, out io.Writer, ascii bool) *desk {
	d := &desk{ctx: ctx, lines: make(chan string), out: out, ascii: ascii}
	go func() {
		defer close(d.lines)
		s := bufio.NewScanner(in)
		s.Buffer(make([]byte, 0, 64<<10), maxText)
		for s.Scan() {
			select {
			case d.lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return d
}

// say writes one line: a label and what it says.
func (d *desk) say(label, format string, args ...any) {
	text := safetext.Printable(fmt.Sprintf(format, args...))
	if label != "" {
		text = label + ": " + text
	}
	d.put(text)
}

func (d *desk) put(line string) {
	if d.ascii {
		line = theme.ASCII(line)
	}
	_, _ = fmt.Fprintln(d.out, line)
}

// read returns the next line that is typed.
func (d *desk) read() (string, error) {
	select {
	case line, ok := <-d.lines:
		if !ok || strings.TrimSpace(line) == "q" {
			return "", errLeft
		}
		return strings.TrimSpace(line), nil
	case <-d.ctx.Done():
		return "", d.ctx.Err()
	}
}

// ask asks for a line.
func (d *desk) ask(format string, args ...any) (string, error) {
	d.say("Question", format, args...)
	return d.read()
}

// choose offers numbered choices and returns the index of the one that was
// typed.
func (d *desk) choose(question string, choices []string) (int, error) {
	d.say("Question", "%s", question)
	for i, c := range choices {
		d.say(fmt.Sprintf("  %d", i+1), "%s", c)
	}
	d.put(fmt.Sprintf("Type a number from 1 to %d, or q to leave.", len(choices)))
	for {
		line, err := d.read()
		if err != nil {
			return 0, err
		}
		if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(choices) {
			return n - 1, nil
		}
		d.put(fmt.Sprintf("That is no number from 1 to %d.", len(choices)))
	}
}
