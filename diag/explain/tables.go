package explain

import "strings"

// tableEvents reads what Get-WinEvent and Get-EventLog print: a row an event, with
// its number in a column of its own.
func tableEvents(p paste) []number {
	header := strings.Index(p.folded, "timecreated")
	if header < 0 {
		header = strings.Index(p.folded, "index time")
	}
	if header < 0 {
		return nil
	}
	var out []number
	column := -1
	each(p, func(from, to int) {
		line := p.folded[from:to]
		switch {
		case from <= header && header < to:
			column = strings.Index(line, " id ")
		case column < 0 || len(out) >= maxNumbers || len(line) < 12 || line[0] < '0' || line[0] > '9':
		default:
			if n, ok := eventColumn(line); ok {
				n.start, n.end, n.event, n.word = n.start+from, n.end+from, true, "id column"
				out = append(out, n)
			}
		}
	})
	return out
}

// eventColumn finds the number that stands by itself behind the time of a row.
func eventColumn(line string) (number, bool) {
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
			return parseNumber(line, i)
		}
		timed = timed || strings.Count(cell, ":") >= 1 && cell[0] >= '0' && cell[0] <= '9'
		i = end
	}
	return number{}, false
}
