package start

import (
	"strings"

	"adwalk/ad"
)

// Report is what was pasted and all that it may mean, "" while nothing was.
func (s *Screen) Report() string {
	if len(s.answers) == 0 {
		return ""
	}
	out := []string{ad.HideSecrets(strings.TrimSpace(s.field.Value()))}
	for _, a := range s.answers {
		out = append(out, "", strings.TrimSpace(a.Title+"  "+a.Sure))
		for _, part := range []struct {
			name  string
			lines []string
		}{{"said", []string{a.What}}, {"cause", a.Cause}, {"check", a.Do}, {"found", []string{values(a.Values)}}, {"walk", []string{a.Guide}}} {
			for _, l := range part.lines {
				if l != "" {
					out = append(out, "    "+part.name+strings.Repeat(" ", 7-len(part.name))+l)
				}
			}
		}
	}
	return strings.Join(out, "\n")
}
