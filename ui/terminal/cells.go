package terminal

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cell is one column of a row. The second column of a wide character has no
// text.
type cell struct {
	text  string
	style string // the SGR sequence that begins it, "" for none
}

var blank = cell{text: " "}

// row is the cells of a line, and the line they were made of.
type row struct {
	source string
	cells  []cell
}

// parse makes a row of exactly w cells of a line with SGR sequences in it. Other
// control characters are left out: nothing that a terminal would obey passes.
func parse(line string, w int) row {
	out := row{source: line, cells: make([]cell, 0, w)}
	style := ""
	for i := 0; i < len(line) && len(out.cells) < w; {
		c := line[i]
		switch {
		case c == 0x1b:
			end := strings.IndexByte(line[i:], 'm')
			if end < 0 || !strings.HasPrefix(line[i:], "\x1b[") {
				i++
				continue
			}
			style = line[i : i+end+1]
			if style == "\x1b[0m" {
				style = ""
			}
			i += end + 1
		case c < 0x20 || c == 0x7f:
			i++
		case c < 0x7f && (i+1 == len(line) || line[i+1] < 0x80):
			out.cells = append(out.cells, cell{line[i : i+1], style})
			i++
		default:
			cluster, width := ansi.FirstGraphemeCluster(line[i:], ansi.GraphemeWidth)
			if cluster == "" {
				i++
				continue
			}
			i += len(cluster)
			switch n := len(out.cells); {
			case width == 0 && n > 0:
				out.cells[n-1].text += cluster
			case width == 2 && n+2 > w:
				out.cells = append(out.cells, cell{" ", style})
			case width > 0:
				out.cells = append(out.cells, cell{cluster, style})
				if width == 2 {
					out.cells = append(out.cells, cell{"", style})
				}
			}
		}
	}
	for len(out.cells) < w {
		out.cells = append(out.cells, blank)
	}
	return out
}

// empty is a row of w blanks.
func empty(w int) row { return parse("", w) }

// content is the number of cells up to the last that is not blank.
func (r row) content() int {
	n := len(r.cells)
	for n > 0 && r.cells[n-1] == blank {
		n--
	}
	return n
}
