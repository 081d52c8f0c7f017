package timeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"adwalk/ad"
)

// shownEvents is how many events are printed without --all.
const shownEvents = 100

// Lines are the answer as text: findings first, then the timeline, all of it or the
// first hundred events that tell most. What they quote is foreign and not made
// printable.
func (a Answer) Lines(all bool) []string {
	var lines []string
	out := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	if a.Capture != nil {
		out("%s: %s, %d packets, %d messages of logins", a.File, a.Source, a.Capture.Packets, a.Capture.Messages)
	} else {
		out("%s: %s, %d events", a.File, a.Source, len(a.Events)+a.More)
	}
	switch {
	case len(a.Findings) > 0:
	case a.Judged():
		out("✓ nothing wrong was recorded")
	default:
		out("? nothing was recorded that could be judged")
	}
	for _, f := range a.Findings {
		f.lines(out)
	}
	for _, o := range a.Owners {
		out("  %s: %s", o.SPN, o.Text)
	}
	for _, n := range a.Notes {
		out("? %s", n)
	}
	if len(a.Events) == 0 {
		return lines
	}
	out("")
	shown := a.Events
	if !all && len(shown) > shownEvents {
		shown = firstEvents(shown)
	}
	for _, e := range shown {
		mark, at, who := " ", "", e.From
		if e.Problem {
			mark = "✗"
		}
		if !e.At.IsZero() {
			at = e.At.UTC().Format("15:04:05.000")
		}
		if e.To != "" {
			who = strings.TrimSpace(who + " → " + e.To)
		}
		out("%s %-12s %-11s %s", mark, at, e.Where, strings.TrimSpace(who+"  "+e.Text))
	}
	if more := len(a.Events) + a.More - len(shown); more > 0 {
		out("  %d more events; --all prints them", more)
	}
	return lines
}

// firstEvents keeps problems and what stands right before them.
func firstEvents(list []Event) []Event {
	keep := make([]bool, len(list))
	n := 0
	for i := range list {
		if !list[i].Problem {
			continue
		}
		for j := max(0, i-2); j <= i && n < shownEvents; j++ {
			if !keep[j] {
				keep[j] = true
				n++
			}
		}
	}
	var out []Event
	for i, e := range list {
		if keep[i] || n < shownEvents {
			if !keep[i] {
				n++
			}
			out = append(out, e)
		}
	}
	return out
}

func (f Finding) lines(out func(string, ...any)) {
	times := ""
	if f.Count > 1 {
		times = fmt.Sprintf(", %d times", f.Count)
	}
	out("✗ %s  [%s]", f.Heading(), f.Code)
	out("  %s (%s%s)", f.What, f.First, times)
	for i, c := range f.Causes {
		if i < 3 {
			out("  cause  %s", c)
		}
	}
	for i, c := range f.Next {
		if i < 3 {
			out("  check  %s", c)
		}
	}
	if f.Guide != "" {
		out("  guide  %s", f.Walk())
	}
}

// Walk is the command that walks the guide for the finding, with its inputs.
func (f Finding) Walk() string {
	line := "adwalk walk " + f.Guide
	for _, k := range slices.Sorted(maps.Keys(f.Inputs)) {
		line += " --set " + ad.ShellQuote(k+"="+f.Inputs[k])
	}
	return line
}

// Heading names the finding and what it is about.
func (f Finding) Heading() string {
	switch {
	case f.Title == "":
		return f.Subject
	case f.Subject == "":
		return f.Title
	}
	return f.Title + ": " + f.Subject
}
