package widget

import "fmt"

// Pager scrolls through more lines than there are rows.
type Pager struct{ offset int }

// Move scrolls by a key and says whether the key was a movement.
func (p *Pager) Move(key string, n, h int) bool {
	switch key {
	case "up", "k":
		p.offset--
	case "down", "j":
		p.offset++
	case "pgup", "b":
		p.offset -= max(1, h-1)
	case "pgdown", "space", " ":
		p.offset += max(1, h-1)
	case "home", "g":
		p.offset = 0
	case "end", "G":
		p.offset = n
	default:
		return false
	}
	p.clamp(n, h)
	return true
}

// Top scrolls to the first line.
func (p *Pager) Top() { p.offset = 0 }

func (p *Pager) clamp(n, h int) { p.offset = max(0, min(p.offset, n-h)) }

// View returns the lines in view.
func (p *Pager) View(lines []Line, h int) []Line {
	p.clamp(len(lines), h)
	return lines[p.offset:min(len(lines), p.offset+max(0, h))]
}

// Where says which part is in view, "" when all of it is.
func (p *Pager) Where(n, h int) string {
	if n <= h {
		return ""
	}
	p.clamp(n, h)
	return fmt.Sprintf("lines %d-%d of %d", p.offset+1, min(n, p.offset+h), n)
}
