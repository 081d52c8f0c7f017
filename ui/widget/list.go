package widget

// List is a cursor in a window over n rows: the state of every list, table and
// tree.
type List struct {
	Cursor int
	offset int
}

// Move moves the cursor by a key and says whether the key was a movement. Page
// is the number of rows in view.
func (l *List) Move(key string, n, page int) bool {
	switch key {
	case "up", "k":
		l.Cursor--
	case "down", "j":
		l.Cursor++
	case "pgup", "ctrl+u":
		l.Cursor -= max(1, page-1)
	case "pgdown", "ctrl+d":
		l.Cursor += max(1, page-1)
	case "home", "g":
		l.Cursor = 0
	case "end", "G":
		l.Cursor = n - 1
	default:
		return false
	}
	l.Clamp(n)
	return true
}

// Clamp keeps the cursor on a row.
func (l *List) Clamp(n int) { l.Cursor = max(0, min(l.Cursor, n-1)) }

// Window returns the rows in view, [from, to), such that the cursor is among
// them.
func (l *List) Window(n, h int) (from, to int) {
	l.Clamp(n)
	if h <= 0 || n == 0 {
		return 0, 0
	}
	l.offset = max(0, min(l.offset, n-h))
	if l.Cursor < l.offset {
		l.offset = l.Cursor
	}
	if l.Cursor >= l.offset+h {
		l.offset = l.Cursor - h + 1
	}
	return l.offset, min(n, l.offset+h)
}
