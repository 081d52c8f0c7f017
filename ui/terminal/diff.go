package terminal

import (
	"strconv"
	"strings"
)

// nearby is how many unchanged cells are sent again rather than jumped over: a
// jump costs about as much.
const nearby = 4

// pen writes cells and remembers where the terminal's cursor and style are.
type pen struct {
	b     strings.Builder
	y, x  int // -1: not known
	style string
}

func (p *pen) to(y, x int) {
	switch {
	case p.y == y && p.x == x:
		return
	case p.y == y && p.x >= 0 && x > p.x:
		p.csi(x-p.x, 'C')
	default:
		p.b.WriteString("\x1b[" + strconv.Itoa(y+1))
		if x > 0 {
			p.b.WriteString(";" + strconv.Itoa(x+1))
		}
		p.b.WriteByte('H')
	}
	p.y, p.x = y, x
}

func (p *pen) csi(n int, final byte) {
	p.b.WriteString("\x1b[")
	if n != 1 {
		p.b.WriteString(strconv.Itoa(n))
	}
	p.b.WriteByte(final)
}

func (p *pen) use(style string) {
	if style == p.style {
		return
	}
	switch {
	case style == "":
		p.b.WriteString("\x1b[m")
	case p.style == "":
		p.b.WriteString(style)
	default: // begins with a reset: attributes do not add up
		p.b.WriteString("\x1b[;" + strings.TrimPrefix(style, "\x1b["))
	}
	p.style = style
}

// line draws what differs between two rows.
func (p *pen) line(y int, old, now row) {
	w := len(now.cells)
	changed := make([]bool, w+1)
	for i := range w {
		if old.cells[i] == now.cells[i] {
			continue
		}
		changed[i] = true
		// Half of a wide character cannot be drawn or left standing.
		if i > 0 && (now.cells[i].text == "" || old.cells[i].text == "") {
			changed[i-1] = true
		}
		if i+1 < w && (now.cells[i+1].text == "" || old.cells[i+1].text == "") {
			changed[i+1] = true
		}
	}
	end := now.content()
	for i := 0; i < w; {
		if !changed[i] {
			i++
			continue
		}
		from, to := i, i+1
		if now.cells[from].text == "" {
			from--
		}
		for k := to; k < w && k-to < nearby; k++ {
			if changed[k] {
				to = k + 1
			}
		}
		if to < w && now.cells[to].text == "" {
			to++
		}
		p.to(y, from)
		for k := from; k < to; k++ {
			if k >= end { // the rest of the row is blank
				p.use("")
				p.b.WriteString("\x1b[K")
				return
			}
			p.use(now.cells[k].style)
			p.b.WriteString(now.cells[k].text)
			p.x++
		}
		if p.x >= w {
			p.y, p.x = -1, -1 // the cursor may wait behind the margin
		}
		i = to
	}
}

// scrolled finds rows that moved up (d > 0) or down (d < 0) by a few: the new
// rows from top to bottom, exclusive, are found d rows below among the old ones.
// It returns d 0 where moving them would not pay.
func scrolled(old, now []row) (d, top, bottom int) {
	best := 2 // rows that must at least be saved
	for _, try := range []int{1, -1, 2, -2, 3, -3} {
		n, first, last := 0, -1, -1
		for i := range now {
			from := i + try
			if from < 0 || from >= len(old) || now[i].source != old[from].source || now[i].source == old[i].source {
				continue
			}
			if now[i].content() == 0 {
				continue
			}
			n++
			if first < 0 {
				first = i
			}
			last = i
		}
		if n > best {
			best = n
			if try > 0 {
				d, top, bottom = try, first, last+try+1
			} else {
				d, top, bottom = try, first+try, last+1
			}
		}
	}
	return d, top, bottom
}

// scroll moves the rows of a region by d.
func (p *pen) scroll(d, top, bottom int) {
	p.use("")
	p.b.WriteString("\x1b[" + strconv.Itoa(top+1) + ";" + strconv.Itoa(bottom) + "r")
	if d > 0 {
		p.b.WriteString("\x1b[" + strconv.Itoa(bottom) + "H" + strings.Repeat("\n", d))
	} else {
		p.b.WriteString("\x1b[" + strconv.Itoa(top+1) + "H" + strings.Repeat("\x1bM", -d))
	}
	p.b.WriteString("\x1b[r")
	p.y, p.x = -1, -1
}

// changes is what turns one frame into the next on a terminal. Both have as many
// rows of as many cells.
func changes(old, now []row) string {
	p := pen{y: -1, x: -1}
	if d, top, bottom := scrolled(old, now); d != 0 {
		p.scroll(d, top, bottom)
		moved := append([]row{}, old...)
		for i := top; i < bottom; i++ {
			if from := i + d; from >= top && from < bottom {
				moved[i] = old[from]
			} else {
				moved[i] = empty(len(now[i].cells))
			}
		}
		old = moved
	}
	for y := range now {
		if old[y].source != now[y].source {
			p.line(y, old[y], now[y])
		}
	}
	p.use("")
	return p.b.String()
}

// Between is what drawing one frame over another sends; both are w cells wide.
func Between(before, after string, w int) string {
	rows := func(frame string) []row {
		var out []row
		for l := range strings.SplitSeq(frame, "\n") {
			out = append(out, parse(l, w))
		}
		return out
	}
	return changes(rows(before), rows(after))
}
