package terminal

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// glass is a small VT100: what the sequences of this package make of a screen.
type glass struct {
	cells  [][]cell
	y, x   int
	style  string
	top    int
	bottom int
}

func newGlass(w, h int) *glass {
	g := &glass{bottom: h}
	for range h {
		g.cells = append(g.cells, empty(w).cells)
	}
	return g
}

func (g *glass) feed(t *testing.T, s string) {
	t.Helper()
	w := len(g.cells[0])
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "\x1bM"):
			if g.y == g.top {
				copy(g.cells[g.top+1:g.bottom], g.cells[g.top:g.bottom-1])
				g.cells[g.top] = empty(w).cells
			} else {
				g.y--
			}
			i += 2
		case s[i] == '\n':
			if g.y == g.bottom-1 {
				copy(g.cells[g.top:g.bottom-1], g.cells[g.top+1:g.bottom])
				g.cells[g.bottom-1] = empty(w).cells
			} else {
				g.y++
			}
			i++
		case strings.HasPrefix(s[i:], "\x1b["):
			end := i + 2
			for s[end] < 0x40 {
				end++
			}
			g.csi(t, s[i+2:end], s[end])
			i = end + 1
		default:
			r := parse(s[i:i+len(firstCluster(s[i:]))], 2)
			g.cells[g.y][g.x] = cell{r.cells[0].text, g.style}
			g.x++
			if r.cells[1].text == "" {
				g.cells[g.y][g.x] = cell{"", g.style}
				g.x++
			}
			i += len(firstCluster(s[i:]))
		}
	}
}

func firstCluster(s string) string {
	for n := 1; n <= len(s); n++ {
		if n == len(s) || s[n] < 0x80 || s[n] >= 0xC0 {
			if n < len(s) && strings.HasPrefix(s[n:], "\u0301") {
				n += len("\u0301")
			}
			return s[:n]
		}
	}
	return s
}

func (g *glass) csi(t *testing.T, args string, final byte) {
	t.Helper()
	var n []int
	for a := range strings.SplitSeq(args, ";") {
		v, _ := strconv.Atoi(a)
		n = append(n, v)
	}
	n = append(n, 0)
	switch final {
	case 'H':
		g.y, g.x = max(1, n[0])-1, max(1, n[1])-1
	case 'C':
		g.x += max(1, n[0])
	case 'K':
		for x := g.x; x < len(g.cells[0]); x++ {
			g.cells[g.y][x] = blank
		}
	case 'J':
		for y := range g.cells {
			g.cells[y] = empty(len(g.cells[0])).cells
		}
	case 'r':
		g.top, g.bottom = 0, len(g.cells)
		if args != "" {
			g.top, g.bottom = n[0]-1, n[1]
		}
		g.y, g.x = 0, 0
	case 'm':
		switch a := strings.TrimPrefix(args, ";"); a {
		case "":
			g.style = ""
		default:
			g.style = "\x1b[" + a + "m"
		}
	default:
		t.Fatalf("sequence %q%c", args, final)
	}
}

func (g *glass) holds(t *testing.T, frame string) {
	t.Helper()
	for y, l := range strings.Split(frame, "\n") {
		want := parse(l, len(g.cells[0]))
		for x := range want.cells {
			if g.cells[y][x] != want.cells[x] {
				t.Fatalf("row %d column %d is %q instead of %q\nrow: %q", y, x, g.cells[y][x], want.cells[x], l)
			}
		}
	}
}

// Whatever follows whatever, the terminal shows the frame that was asked for.
func TestEveryFrameIsDrawnAsItIs(t *testing.T) {
	const w, h = 24, 9
	rng := rand.New(rand.NewPCG(1, 2))
	parts := []string{"http/mail", "漢字", "e\u0301", " ", "   ", "\x1b[7mchosen\x1b[0m", "\x1b[1;31m✗\x1b[0m", "x"}
	line := func() string {
		var b strings.Builder
		for range rng.IntN(6) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		return b.String()
	}
	var out bytes.Buffer
	s := &Screen{out: &out, on: true}
	g := newGlass(w, h)
	lines := make([]string, h)
	for range 3000 {
		switch rng.IntN(4) {
		case 0: // a list that scrolls
			top := rng.IntN(h - 3)
			if rng.IntN(2) == 0 {
				copy(lines[top:h-1], lines[top+1:h])
				lines[h-1] = line()
			} else {
				copy(lines[top+1:h], lines[top:h-1])
				lines[top] = line()
			}
		default:
			lines[rng.IntN(h)] = line()
		}
		out.Reset()
		frame := strings.Join(lines, "\n")
		s.put(frame, w)
		g.feed(t, out.String())
		g.holds(t, frame)
	}
}

// The terminal library may switch modes; nothing else of what it writes passes,
// and without the alternate screen nothing is drawn.
func TestOnlyModesPass(t *testing.T) {
	var out bytes.Buffer
	s := &Screen{out: &out}
	s.put("early", 10)
	fmt.Fprint(s, "\x1b[?1049h\x1b[2J\x1b[Hhello\x1b[?25l\r\n\x1b[K\x1b[?2004h")
	if got := out.String(); got != "\x1b[?1049h\x1b[?25l\x1b[?2004h" {
		t.Errorf("%q", got)
	}
	out.Reset()
	s.put("frame\x1b]52;c;AAAA\x07\x1b[2J", 10)
	if got := out.String(); !strings.Contains(got, "frame") || strings.Contains(got, "]52") && strings.Contains(got, "\x07") {
		t.Errorf("%q", got)
	}
	fmt.Fprint(s, "\x1b[?1049l")
	out.Reset()
	s.put("late", 10)
	if out.Len() > 0 {
		t.Errorf("%q was drawn on the operator's own screen", out.String())
	}
}

// A frame that is the same costs nothing.
func TestTheSameFrameCostsNothing(t *testing.T) {
	var out bytes.Buffer
	s := &Screen{out: &out, on: true}
	s.put("one\ntwo", 10)
	out.Reset()
	s.put("one\ntwo", 10)
	if out.Len() != 0 {
		t.Errorf("%q", out.String())
	}
}
