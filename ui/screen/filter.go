package screen

import (
	"strings"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Filter narrows a list down to the rows that hold every typed word. The zero
// Filter lets everything pass.
type Filter struct {
	field  widget.Field
	typing bool
}

// Open gives the field the focus.
func (f *Filter) Open() { f.typing = true }

// Typing says whether the field has the focus.
func (f *Filter) Typing() bool { return f.typing }

// Hints is the footer while it has.
func (f *Filter) Hints() []string { return []string{"enter", "keep the filter", "esc", "show all"} }

// Text is what was typed.
func (f *Filter) Text() string { return strings.TrimSpace(f.field.Value()) }

// Type takes a key and says whether the field used it.
func (f *Filter) Type(k widget.Key) bool {
	switch {
	case k.Name == "enter", k.Name == "down", k.Name == "tab":
		f.typing = false
	case k.Name == "esc":
		f.Clear()
	case k.Name == "/" && f.Text() == "": // the key that opens it
	default:
		return f.field.Type(k)
	}
	return true
}

// Clear shows everything again and says whether anything was hidden.
func (f *Filter) Clear() bool {
	had := f.typing || f.Text() != ""
	f.typing = false
	f.field.Set("")
	return had
}

// Fits says whether a row with these cells is shown.
func (f *Filter) Fits(cells ...string) bool {
	if f.Text() == "" {
		return true
	}
	all := strings.ToLower(strings.Join(cells, " "))
	for word := range strings.FieldsSeq(strings.ToLower(f.field.Value())) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// View draws the filter, nothing while there is none.
func (f *Filter) View(w int) []widget.Line {
	if !f.typing && f.Text() == "" {
		return nil
	}
	l := f.field.View(" Filter › ", "words that a row must have", f.typing, w)
	if !f.typing {
		l = l.Add(widget.S(theme.Dim, "   esc shows all"))
	}
	return []widget.Line{l}
}

// Tabler is a screen whose content is a table.
type Tabler interface {
	Table() (head []string, rows [][]string)
}

// Prefacer is a Tabler with sentences above its table that belong into a file with it:
// what was asked, of whom, what is not known.
type Prefacer interface{ Preface() []string }

// Texts is what stands in lines, each trimmed, without empty ones; what stands at the
// end of a line comes after two blanks.
func Texts(lines []widget.Line) []string {
	var out []string
	for _, l := range lines {
		var b strings.Builder
		for _, span := range l.Spans {
			b.WriteString(span.Text)
		}
		text := strings.TrimSpace(b.String())
		for strings.Contains(text, "   ") {
			text = strings.ReplaceAll(text, "   ", "  ")
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// Unwrapped is a width in which no sentence above a table is wrapped.
const Unwrapped = 1 << 16

// TabText is a table with tabs between its columns, without its head.
func TabText(_ []string, rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.TrimRight(strings.Join(r, "\t"), "\t") + "\n")
	}
	return b.String()
}
