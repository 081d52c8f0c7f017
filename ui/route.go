package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/screen/controllers"
	"adwalk/ui/screen/health"
	"adwalk/ui/screen/journal"
	"adwalk/ui/screen/keytab"
	logscreen "adwalk/ui/screen/log"
	"adwalk/ui/screen/login"
	"adwalk/ui/screen/names"
	"adwalk/ui/screen/objects"
	"adwalk/ui/screen/page"
	"adwalk/ui/screen/plan"
	"adwalk/ui/screen/recording"
	"adwalk/ui/screen/services"
	"adwalk/ui/screen/spns"
	"adwalk/ui/screen/start"
	"adwalk/ui/screen/tickets"
	"adwalk/ui/screen/walk"
)

func (m *Model) startScreen() screen.Screen {
	explain := m.setup.Explain
	if explain == nil {
		explain = explanations
	}
	return start.New(m.world, m.setup.Guides, explain, m.setup.Read)
}

// route opens the screen that an action names.
func (m *Model) route(f *frame, a screen.Action) tea.Cmd {
	switch a := a.(type) {
	case screen.ToWalk:
		g, ok := m.guide(a.Guide)
		if !ok {
			f.say(diag.Manual, "there is no walkthrough "+a.Guide+"; the start screen lists them")
			return nil
		}
		told, again := m.walks[g.ID]
		if !again {
			told = walk.NothingTold()
			m.walks[g.ID] = told
		}
		return m.open(walk.New(m.world, walk.Parts{
			Told: told, Seen: m.seen[g.ID], Guide: g, Engine: m.setup.Engine, Facts: diag.NewSnapshot, Plan: m.setup.Plan,
			Samples: m.world.Access.Samples[g.ID], Pages: m.setup.Pages, Given: a.Values,
		}))
	case screen.ToPlan:
		return m.open(plan.New(m.world, plan.Parts{
			Plan: a.Plan, Crumb: a.Crumb, Write: a.Write, Verify: a.Verify, Commands: m.setup.Commands,
		}))
	case screen.ToPage:
		text := ""
		if m.setup.Pages != nil {
			text = m.setup.Pages(a.Code)
		}
		if text == "" {
			f.say(diag.Manual, "there is no page for "+a.Code)
			return nil
		}
		return m.open(page.New(a.Code, text, ""))
	case screen.ToText:
		return m.open(page.New(a.Title, a.Text, a.Copy))
	case screen.ToNamed:
		return m.named(a)
	}
	return nil
}

// named opens the screen of a command, which keeps its name.
func (m *Model) named(a screen.ToNamed) tea.Cmd {
	s := m.screenNamed(a)
	if s == nil {
		return nil
	}
	cmd := m.open(s)
	for _, f := range m.stack {
		if f.screen == s {
			f.name = a.Name
		}
	}
	return cmd
}

func (m *Model) screenNamed(a screen.ToNamed) screen.Screen {
	switch a.Name {
	case "login":
		return login.New(m.world, a.Arg)
	case "health":
		return health.New(m.world, m.setup.Engine, m.setup.Health, m.setup.Guides, a.Arg)
	case "tickets":
		return tickets.New(m.world, a.Arg)
	case "spns":
		return spns.New(m.world, a.Arg)
	case "objects":
		return objects.New(m.world, a.Arg, &m.searches)
	case "controllers":
		return controllers.New(m.world)
	case "services", "probe":
		return services.New(m.world, a.Arg)
	case "names":
		return names.New(m.world, a.Arg)
	case "keytab":
		return keytab.New(m.world, a.Arg)
	case "read":
		return recording.New(m.world, a.Arg, a.Pasted)
	case "journal":
		return journal.New(m.world, m.backend.Journal)
	case "log":
		return logscreen.New(m.backend.Log)
	}
	return nil
}

func (m *Model) guide(id string) (guide.Guide, bool) {
	for _, g := range m.setup.Guides {
		if g.ID == id {
			return g, true
		}
	}
	return guide.Guide{}, false
}
