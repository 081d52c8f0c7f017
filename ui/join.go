package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

type joined struct {
	status  Status
	problem *ad.Problem
	done    string
}

// join changes who is logged in, in the background. It takes the connection's
// slot: what an earlier attempt would still say is of somebody else.
func (m *Model) join(a screen.Join) tea.Cmd {
	m.world.Connecting = true
	return m.tasks.start(slot{0, "connect"}, screen.Task{Name: a.Name, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		st, p := a.Do(ctx)
		return joined{st, p, a.Done}
	}})
}

// joined takes the outcome. What failed without naming anybody leaves the old
// connection standing.
func (m *Model) joined(j joined) tea.Cmd {
	switch {
	case j.problem == nil || j.status.Identity != "":
		m.world.Status, m.world.Problem = j.status, j.problem
		m.say(diag.Pass, j.done)
	case m.world.Problem == nil && m.world.Status.Protection == "":
		m.world.Problem = j.problem
	}
	if j.problem != nil {
		m.say(diag.Fail, j.problem.Error())
	}
	var cmds []tea.Cmd
	for _, f := range m.stack {
		if t, ok := f.screen.(screen.Taker); ok {
			cmds = append(cmds, m.actFor(f.id, t.Take(screen.Joined{Problem: j.problem})))
		}
	}
	return tea.Batch(cmds...)
}

// busy is what runs for the screen in front, else for the connection; nil when
// nothing does.
func (m *Model) busy() *running {
	if r := m.tasks.latest(m.top().id); r != nil {
		return r
	}
	return m.tasks.latest(0)
}
