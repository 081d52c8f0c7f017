package walk

import (
	"regexp"
	"strings"

	"adwalk/diag/guide"
)

// setOption is how a guide's text tells a command line to give an input.
var setOption = regexp.MustCompile(`--set ([a-z][a-z0-9-]*)=\S*`)

// here turns the command line's words into the console's: the key that opens
// the inputs, and the input's title.
func (s *Screen) here(text string) string {
	if !strings.Contains(text, "--set ") {
		return text
	}
	return setOption.ReplaceAllStringFunc(text, func(m string) string {
		key := setOption.FindStringSubmatch(m)[1]
		for _, in := range s.parts.Guide.Inputs {
			if in.Key == key {
				key = in.Title
			}
		}
		if strings.HasSuffix(m, ".") {
			key += "."
		}
		return "i › " + key
	})
}

// translate is here for a line of a story. What is copied stays as it is.
func (s *Screen) translate(l guide.Line) guide.Line {
	l.Text = s.here(l.Text)
	detail := make([]string, len(l.Detail))
	for i, d := range l.Detail {
		detail[i] = s.here(d)
	}
	l.Detail = detail
	return l
}
