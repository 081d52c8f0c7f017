package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/screen/start"
	walkscreen "adwalk/ui/screen/walk"
)

// connection is how an attempt to connect ended.
type connection struct {
	status  Status
	problem *ad.Problem
	found   *screen.Recovery // of the journal, nil where it was not looked at
	asked   bool             // by the operator
}

// joined is how a login ended: which frame asked for it, and what it wanted.
type joined struct {
	frame   int
	join    screen.Join
	status  Status
	problem *ad.Problem
}

// connect reaches the directory and the KDC in the background; asked says that the
// operator wants it.
func (m *Model) connect(asked bool) tea.Cmd {
	m.world.Connecting = true
	backend := m.backend
	return m.tasks.start(connectionSlot, m.world.Epoch, screen.Task{Name: "connecting", Do: func(ctx context.Context, _ func(any)) any {
		st, p := backend.Connect(ctx)
		c := connection{status: st, problem: p, asked: asked}
		if settle := backend.Current().Recover; settle != nil && p == nil {
			found, _ := settle(ctx) // what failed stays open, and is said to be
			c.found = &found
		}
		return c
	}})
}

// join changes who is logged in, in the background. It takes the connection's
// slot: what an earlier attempt would still say is of somebody else.
func (m *Model) join(frame int, a screen.Join) tea.Cmd {
	m.world.Connecting = true
	backend := m.backend
	return m.tasks.start(connectionSlot, m.world.Epoch, screen.Task{Name: a.Name, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		st, p := backend.Login(ctx, a.Login)
		a.Login.Password = nil
		return joined{frame, a, st, p}
	}})
}

// connected takes the outcome of an attempt to connect or to log in.
func (m *Model) connected(body any) tea.Cmd {
	m.world.Connecting = false
	switch c := body.(type) {
	case connection:
		cmd := m.become(c.status, c.problem)
		m.recovered(c.found)
		m.recall()
		if m.setup.Resume && m.earlier != nil && len(m.stack) == 1 {
			return tea.Batch(cmd, m.resume())
		}
		if m.setup.Resume && m.earlier == nil && c.problem == nil {
			m.say(diag.Manual, m.nothingKept())
		}
		if c.asked && c.problem == nil { // nothing else shows it where all was well before
			m.say(diag.Pass, "connected to "+c.status.Server)
		}
		if s, ok := m.stack[0].screen.(*start.Screen); ok {
			s.Ready()
		}
		return cmd
	case joined:
		return m.joined(c)
	case screen.Failed:
		m.world.Problem = &ad.Problem{Kind: ad.ProblemProtocol, What: "connecting", Why: "internal error: " + c.Text, Do: "please report it"}
	}
	return nil
}

// joined takes the outcome of a login. What failed without a status leaves the
// old connection standing.
func (m *Model) joined(j joined) tea.Cmd {
	var cmds []tea.Cmd
	asked := m.find(j.frame)
	if asked == nil {
		asked = m.top()
	}
	switch {
	case j.problem == nil || j.status.Identity != "":
		m.world.Epoch++ // a login is a new identity, whatever its name
		if k := j.join.Login.Kind; k == screen.InLab || k == screen.AtServer {
			m.elsewhere()
		}
		cmds = append(cmds, m.become(j.status, j.problem))
		m.recall()
		if s, ok := m.stack[0].screen.(*start.Screen); ok && j.join.Login.Kind == screen.InLab {
			m.home() // what is open is of a forest that is no more
			s.Choose(j.join.Login.Scenario)
			asked = m.top()
		}
		asked.say(diag.Pass, j.join.Done)
	case m.world.Problem == nil && m.world.Status.Protection == "":
		m.world.Problem = j.problem
	}
	if j.problem != nil {
		asked.say(diag.Fail, j.problem.Error())
	}
	if f := m.find(j.frame); f != nil {
		cmds = append(cmds, m.give(f, screen.Joined{Login: j.join.Login, Problem: j.problem}))
	}
	return tea.Batch(cmds...)
}

// elsewhere forgets what was walked and given: it was of another forest.
func (m *Model) elsewhere() {
	m.seen = map[string]map[string]walkscreen.Seen{}
	m.walks, m.earlier, m.world.Earlier, m.recalled = map[string]walkscreen.Told{}, nil, nil, ""
	clear(m.world.Walked)
}

// become takes a new status. Where it is of another identity than before, what
// the old one still asks is stopped, and every screen is told.
func (m *Model) become(st Status, p *ad.Problem) tea.Cmd {
	old := m.world.Status
	m.world.Status, m.world.Problem, m.world.Access = st, p, m.backend.Current()
	if old.Protection != "" && (old.Identity != st.Identity || old.Server != st.Server || old.Epoch != st.Epoch) {
		m.world.Epoch++
	}
	if m.told == m.world.Epoch {
		return nil
	}
	m.told = m.world.Epoch
	m.tasks.outdate(m.world.Epoch)
	var cmds []tea.Cmd
	for _, f := range m.stack {
		cmds = append(cmds, m.give(f, screen.NewLogin{Epoch: m.world.Epoch, Status: st}))
	}
	return tea.Batch(cmds...)
}

// busy is what runs for the screen in front, else for the connection; nil when
// nothing does.
func (m *Model) busy() *running {
	if r := m.tasks.latest(m.top().id); r != nil {
		return r
	}
	return m.tasks.live[connectionSlot]
}
