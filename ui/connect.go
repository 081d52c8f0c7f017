package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/ui/screen"
	"adwalk/ui/screen/start"
)

type connection struct {
	status  Status
	problem *ad.Problem
}

// connect reaches the directory and the KDC in the background. Frame 0 is the
// root itself.
func (m *Model) connect() tea.Cmd {
	if m.deps.Connect == nil {
		return nil
	}
	m.world.Connecting = true
	return m.tasks.start(slot{0, "connect"}, screen.Task{Name: "connecting", Do: func(ctx context.Context, _ func(any)) any {
		st, p := m.deps.Connect(ctx)
		return connection{st, p}
	}})
}

func (m *Model) connected(body any) tea.Cmd {
	if s, ok := body.(saved); ok {
		m.wasSaved(s)
		return nil
	}
	m.world.Connecting = false
	switch c := body.(type) {
	case connection:
		m.world.Status, m.world.Problem = c.status, c.problem
		if s, ok := m.stack[0].screen.(*start.Screen); ok {
			s.Ready()
		}
	case joined:
		return m.joined(c)
	case screen.Failed:
		m.world.Problem = &ad.Problem{Kind: ad.ProblemProtocol, What: "connecting", Why: c.Text, Do: "please report this"}
	}
	return nil
}
