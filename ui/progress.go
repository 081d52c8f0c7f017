package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// tick redraws the line that says what runs, so that its clock goes on.
type tick struct{}

// clockAfter is how long a task may take before its elapsed time is shown.
const clockAfter = time.Second

// watch asks for a tick while something runs for what is in view. Nothing ticks
// while nothing runs: an idle console sends nothing.
func (m *Model) watch() tea.Cmd {
	if m.ticking || m.still || m.quit || m.busy() == nil {
		return nil
	}
	m.ticking = true
	return tea.Tick(clockAfter, func(time.Time) tea.Msg { return tick{} })
}

// progressLine says what runs: a bar with count and rate where the task counts,
// how long it has been at it, how long it may still take, and the key that stops
// it.
func progressLine(r *running, now time.Time) widget.Line {
	l := widget.Of(widget.S(theme.Warn, "… "), widget.S(theme.Plain, r.name))
	elapsed := now.Sub(r.began)
	p := r.progress
	if p.Total > 1 && p.Done > 0 {
		part := float64(p.Done) / float64(p.Total)
		l = l.Add(widget.S(theme.Plain, " "), widget.S(theme.Good, widget.Bar(part, 10)), widget.S(theme.Plain, fmt.Sprintf(" %s of %s", grouped(p.Done), grouped(p.Total))))
		if elapsed >= clockAfter && p.Done < p.Total {
			rate := float64(p.Done) / elapsed.Seconds()
			left := time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
			l = l.Add(widget.S(theme.Dim, fmt.Sprintf(", %s/s, %s left", grouped(int(rate+0.5)), short(left))))
		}
	} else if p.Done > 0 {
		l = l.Add(widget.S(theme.Plain, " "+grouped(p.Done)))
	}
	if elapsed >= clockAfter {
		l = l.Add(widget.S(theme.Dim, ", "+short(elapsed)))
	}
	if p.Text != "" {
		l = l.Add(widget.S(theme.Plain, ": "+p.Text))
	}
	return l
}

// grouped writes a number with its thousands apart: "52,400".
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// short is a duration for a narrow place: "12 s", "3 min", "2 h".
func short(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()+0.5))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%d h", int(d.Hours()+0.5))
}
