package winlog

import (
	"strconv"
	"strings"
)

// Column is the number of an event that stands in a column of its own.
type Column struct {
	ID         int
	Start, End int // in the folded text
}

// maxColumns bounds how many rows of a table are kept.
const maxColumns = 2000

// Table reads what Get-WinEvent and Get-EventLog print: a row an event, with its
// number in a column behind its time. Lines are the lines of the folded text.
func Table(folded string, lines func(visit func(from, to int))) []Column {
	header := strings.Index(folded, "timecreated")
	if header < 0 {
		header = strings.Index(folded, "index time")
	}
	if header < 0 {
		return nil
	}
	var out []Column
	inside := false
	lines(func(from, to int) {
		line := folded[from:to]
		switch {
		case from <= header && header < to:
			inside = strings.Contains(line, " id ") || strings.Contains(line, "instanceid")
		case !inside || len(out) >= maxColumns || len(line) < 12 || line[0] < '0' || line[0] > '9':
		default:
			if c, ok := eventColumn(line); ok {
				c.Start, c.End = c.Start+from, c.End+from
				out = append(out, c)
			}
		}
	})
	return out
}

// eventColumn finds the number that stands by itself behind the time of a row.
func eventColumn(line string) (Column, bool) {
	timed := false
	for i := 0; i < len(line); {
		for i < len(line) && line[i] == ' ' {
			i++
		}
		end := i
		for end < len(line) && line[end] != ' ' {
			end++
		}
		cell := line[i:end]
		if timed && cell != "" && strings.Trim(cell, "0123456789") == "" {
			n, err := strconv.Atoi(cell)
			return Column{ID: n, Start: i, End: end}, err == nil && n <= 0xffff
		}
		timed = timed || cell != "" && strings.Contains(cell, ":") && cell[0] >= '0' && cell[0] <= '9'
		i = end
	}
	return Column{}, false
}
