package walk

import (
	"strings"

	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// Place is the guide and the step under the cursor.
func (s *Screen) Place() screen.Place {
	return screen.Place{Name: "walk", Arg: s.parts.Guide.ID, Step: s.list.Cursor}
}

// Return goes to a step of an earlier walk.
func (s *Screen) Return(p screen.Place) {
	if p.Step > 0 && p.Step < len(s.parts.Guide.Steps) {
		s.list, s.moved = widget.List{Cursor: p.Step}, true
	}
}

// Walked says how the last whole run ended.
func (s *Screen) Walked() (guide string, w screen.Walked, ended bool) {
	counted := strings.TrimPrefix(s.tally(), "walked: ")
	counted = strings.TrimPrefix(counted, "walked with your earlier inputs: ")
	if i := strings.LastIndex(counted, ","); len(counted) > 24 && i > 0 {
		counted, _, _ = strings.Cut(counted, ",")
	}
	return s.parts.Guide.ID, screen.Walked{At: s.world.Now().UTC(), Status: s.worst(), Text: counted}, s.state.Complete
}
