package timeline

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/diag/explain"
)

// ErrNothing says that a text holds no trace, log or event that is known.
var ErrNothing = errors.New("there is no capture, KRB5_TRACE, Windows event export, web server log or Kerberos message in it")

// maxLine is the longest line that is read; the rest of a longer one is passed over.
const maxLine = 64 << 10

// Text reads a recording that is text: a KRB5_TRACE, an export of Windows events
// as XML or CSV, a log. UTF-8 and UTF-16 are read. It stops when ctx is cancelled;
// ErrNothing is returned for what is none of these.
func Text(ctx context.Context, in io.Reader) (Story, error) {
	in = transform.NewReader(in, unicode.BOMOverride(transform.Nop))
	r := bufio.NewReaderSize(&stopped{ctx, in}, maxLine)
	head, _ := r.Peek(4096)
	if len(head) > 1 && (head[1] == 0 || head[0] == 0) { // UTF-16 without a mark
		order := unicode.LittleEndian
		if head[0] == 0 {
			order = unicode.BigEndian
		}
		r = bufio.NewReaderSize(transform.NewReader(r, unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()), maxLine)
		head, _ = r.Peek(4096)
	}
	if err := ctx.Err(); err != nil {
		return Story{}, err
	}
	b, err := read(r, bytes.TrimSpace(head))
	if e := ctx.Err(); e != nil {
		return Story{}, e
	}
	if err != nil {
		return Story{}, err
	}
	b.story.finish()
	return b.story, nil
}

func read(r *bufio.Reader, head []byte) (*builder, error) {
	n := 0
	switch line, _, _ := bytes.Cut(head, []byte("\n")); {
	case bytes.HasPrefix(head, []byte("<")):
		b := newBuilder("Windows events")
		return b, b.exported(readXML(r, func(ev winEvent) { n++; b.windows(n, ev) }))
	case header(splitCells(string(line))) != nil || bytes.HasPrefix(line, []byte("#TYPE")):
		b := newBuilder("Windows events")
		return b, b.exported(readCSV(r, func(ev winEvent) { n++; b.windows(n, ev) }))
	case bytes.HasPrefix(head, []byte("#Software:")), bytes.HasPrefix(head, []byte("#Fields:")), bytes.HasPrefix(head, []byte("#Version:")):
		b := newBuilder("web server log")
		w := &w3c{b: b}
		unread := 0
		err := lines(r, func(n int, s string) {
			if !w.line(n, s) {
				unread++
			}
		})
		if unread > 0 {
			b.story.Notes = append(b.story.Notes, fmt.Sprintf("%d lines do not fit the log's own header and were not read", unread))
		}
		return b, err
	}
	return readLines(r)
}

// exported ends the reading of an export of events: what could not be read of it is told.
func (b *builder) exported(err error) error {
	if errors.Is(err, errCut) {
		b.story.Notes = append(b.story.Notes, err.Error())
		err = nil
	}
	if b.unread > 0 {
		b.story.Notes = append(b.story.Notes, "the result of "+diag.Count(b.unread, "event")+" could not be read")
	}
	return err
}

func splitCells(line string) []string {
	var out []string
	for _, c := range strings.Split(line, ",") {
		out = append(out, strings.Trim(strings.TrimSpace(c), `"`))
	}
	return out
}

// readLines reads traces and other logs, which may be mixed.
func readLines(r *bufio.Reader) (*builder, error) {
	b := newBuilder("log")
	t, l := newTrace(b), newLogLines(b)
	traced := 0
	var small bytes.Buffer // a short text is explained as a whole where no line tells anything
	err := lines(r, func(n int, s string) {
		if small.Len() < explain.MaxText {
			small.WriteString(s + "\n")
		}
		if t.line(n, s) {
			traced++
			return
		}
		l.line(n, s)
	})
	l.jdk.end(l)
	if err != nil {
		return nil, err
	}
	if traced > 0 {
		b.story.Source = "KRB5_TRACE"
	}
	if traced == 0 && len(b.story.Events) == 0 && small.Len() < 64<<10 {
		x := explain.Text(small.String())
		if len(x.Matches) == 0 {
			return nil, ErrNothing
		}
		m := x.Matches[0]
		e := Event{Where: fmt.Sprintf("line %d", m.At), Text: m.What, Problem: m.Family != codes.Harmless, SPN: first(x.Values[explain.InputSPN])}
		b.event(e)
		if e.Problem {
			b.explained(e, m, "")
		}
		b.story.Source = x.Kind
	} else if traced == 0 && len(b.story.Events) == 0 {
		return nil, ErrNothing
	}
	return b, nil
}

// lines calls f for every line, numbered from 1.
func lines(r *bufio.Reader, f func(n int, s string)) error {
	for n := 1; ; n++ {
		line, err := r.ReadSlice('\n')
		s := strings.ToValidUTF8(strings.TrimRight(string(line), "\r\n"), "\uFFFD")
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		if s != "" || err == nil {
			f(n, s)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// stopped ends a reader with its context.
type stopped struct {
	ctx context.Context
	r   io.Reader
}

func (s *stopped) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
