package terminal

import (
	"io"
	"regexp"
	"strings"
	"sync"
	"time"
)

// frameTime is the shortest time between two frames. The first one after a
// quiet moment is drawn at once.
const frameTime = time.Second / 60

// Screen is a terminal that frames are drawn on. It is also what the terminal
// library writes to: of that only the switching of modes passes (the alternate
// screen, the cursor, bracketed paste), since the frames are drawn here.
type Screen struct {
	out  io.Writer
	mu   sync.Mutex // of out and of what stands there
	rows []row
	on   bool // the alternate screen is in use

	next chan frame // the newest frame, at most one
	stop chan struct{}
	done sync.WaitGroup
}

// frame is a whole screen to draw.
type frame struct {
	text  string
	width int
}

// New returns a screen that draws on out until it is closed.
func New(out io.Writer) *Screen {
	s := &Screen{out: out, next: make(chan frame, 1), stop: make(chan struct{})}
	s.done.Go(s.draw)
	return s
}

// Show draws a frame soon: its rows of w cells, separated by line feeds, with no
// other control sequences than SGR. It never waits for the terminal.
func (s *Screen) Show(text string, w int) {
	for {
		select {
		case s.next <- frame{text, w}:
			return
		default:
		}
		select { // a newer frame takes the place of the one that waits
		case <-s.next:
		default:
		}
	}
}

// Forget has the next frame drawn whole.
func (s *Screen) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = nil
}

// Raw writes something that is no part of a frame and moves no cursor.
func (s *Screen) Raw(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _ = io.WriteString(s.out, text)
}

// Close ends the drawing. It waits for a frame that is being written.
func (s *Screen) Close() {
	close(s.stop)
	s.done.Wait()
}

func (s *Screen) draw() {
	for {
		select {
		case <-s.stop:
			return
		case f := <-s.next:
			s.put(f.text, f.width)
		}
		pause := time.NewTimer(frameTime)
		select {
		case <-s.stop:
			pause.Stop()
			return
		case <-pause.C:
		}
	}
}

// put draws a frame now.
func (s *Screen) put(text string, w int) {
	if text == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.on {
		return
	}
	lines := strings.Split(text, "\n")
	now := make([]row, len(lines))
	for i, l := range lines {
		if i < len(s.rows) && s.rows[i].source == l && len(s.rows[i].cells) == w {
			now[i] = s.rows[i]
			continue
		}
		now[i] = parse(l, w)
	}
	out := ""
	if len(s.rows) != len(now) || len(s.rows) == 0 || len(s.rows[0].cells) != w {
		out = "\x1b[m\x1b[2J"
		s.rows = make([]row, len(now))
		for i := range s.rows {
			s.rows[i] = empty(w)
		}
	}
	out += changes(s.rows, now)
	s.rows = now
	if out != "" {
		_, _ = io.WriteString(s.out, out)
	}
}

// modes are the sequences that switch a private mode on or off (DECSET, DECRST).
var modes = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// alternate is the mode number of the alternate screen.
const alternate = "1049"

// Write passes on the modes that the terminal library switches.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range modes.FindAllSubmatch(p, -1) {
		if string(m[1]) == alternate {
			s.on, s.rows = string(m[2]) == "h", nil
		}
		if _, err := s.out.Write(m[0]); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}
