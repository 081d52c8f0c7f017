package walk

import "adwalk/diag/guide"

// here is how the console gives an input: the key that opens the inputs, and the
// input's title.
func (s *Screen) here(input string) string { return "i › " + s.parts.Guide.Titled(input) }

// translate is a line of a story as it is shown here.
func (s *Screen) translate(l guide.Line) guide.Line { return l.Told(s.here) }
