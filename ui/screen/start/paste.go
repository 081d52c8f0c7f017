package start

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// Reader says whether a text names a file that is to be read: then name is how it is
// called and read reads it, until its context ends. read is nil for every other text.
type Reader func(text string) (name string, read func(ctx context.Context) []screen.Explanation)

// readSlot is the task that reads a file.
const readSlot = "read"

// found is what a file turned out to be.
type found []screen.Explanation

// Typing says whether a field has the focus.
func (s *Screen) Typing() bool { return s.focus != onList }

// Hints is the footer while a field has the focus.
func (s *Screen) Hints() []string {
	if s.focus == onFilter {
		return []string{"enter", "keep the filter", "esc", "show all"}
	}
	return []string{"enter", "explain", "esc", "cancel"}
}

// Type takes a key for the field with the focus.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	if s.focus == onFilter {
		switch k.Name {
		case "enter", "down", "tab":
			s.focus = onList
		case "esc":
			s.focus = onList
			s.filter.Set("")
		default:
			s.list.Cursor = 0
			return nil, s.filter.Type(k)
		}
		return nil, true
	}
	switch k.Name {
	case "enter":
		s.focus = onList
		text := s.field.Value()
		if hidden := ad.HideSecrets(text); hidden != text {
			s.field.Set(hidden) // it is not kept either
		}
		return s.look(text), true
	case "esc", "down", "tab":
		s.focus = onList
		return nil, true
	}
	if k.Paste {
		return s.Paste(k.Text), true
	}
	return nil, s.field.Type(k)
}

// Paste takes a text that was pasted over the screen.
func (s *Screen) Paste(text string) screen.Action {
	s.focus = onList
	s.field.Set(strings.Join(strings.Fields(firstChars(ad.HideSecrets(firstChars(text, 64<<10)), 300)), " "))
	return s.look(text)
}

func firstChars(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// look explains a text.
func (s *Screen) look(text string) screen.Action {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if s.explain == nil {
		return screen.Note{Status: diag.Manual, Text: "this console cannot explain texts; pick a walkthrough below"}
	}
	if s.read != nil {
		if name, read := s.read(text); read != nil {
			s.answers = nil
			return screen.Task{Slot: readSlot, Name: "reading " + name, Do: func(ctx context.Context, _ func(any)) any {
				out := read(ctx)
				if ctx.Err() != nil { // it was stopped: what came of half a file is no answer
					return nil
				}
				return found(out)
			}}
		}
	}
	return screen.Several{screen.Cancel{Slot: readSlot}, s.answer(s.explain(text))}
}

// Take shows what a file turned out to be.
func (s *Screen) Take(msg any) screen.Action {
	if f, ok := msg.(found); ok {
		return s.answer(f)
	}
	return nil
}

// answer shows what a text is.
func (s *Screen) answer(is []screen.Explanation) screen.Action {
	s.answers = is
	s.list = widget.List{}
	if len(s.answers) == 0 {
		return screen.Note{Status: diag.Unknown, Text: "not recognised: paste the line with the error's number or name, or pick below"}
	}
	return nil
}
