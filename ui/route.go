package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/screen/controllers"
	"adwalk/ui/screen/journal"
	logscreen "adwalk/ui/screen/log"
	"adwalk/ui/screen/objects"
	"adwalk/ui/screen/page"
	"adwalk/ui/screen/plan"
	"adwalk/ui/screen/services"
	"adwalk/ui/screen/spns"
	"adwalk/ui/screen/start"
	"adwalk/ui/screen/tickets"
	"adwalk/ui/screen/walk"
)

func (m *Model) startScreen() screen.Screen {
	explain := m.deps.Explain
	if explain == nil {
		explain = explanations
	}
	return start.New(m.world, m.deps.Guides, explain)
}

// route opens the screen that an action names.
func (m *Model) route(a screen.Action) tea.Cmd {
	switch a := a.(type) {
	case screen.ToWalk:
		g, ok := m.guide(a.Guide)
		if !ok {
			m.say(diag.Manual, "there is no walkthrough "+a.Guide+"; the start screen lists them")
			return nil
		}
		told, again := m.told[g.ID]
		if !again {
			told = walk.NothingTold()
			m.told[g.ID] = told
		}
		return m.open(walk.New(m.world, walk.Parts{
			Told: told, Guide: g, Engine: m.deps.Engine, Facts: m.deps.snapshot, Plan: m.deps.Plan,
			Samples: m.deps.SamplePastes[g.ID], Pages: m.deps.Pages, Given: a.Values,
		}))
	case screen.ToPlan:
		return m.open(plan.New(m.world, plan.Parts{
			Plan: a.Plan, Crumb: a.Crumb, Verify: a.Verify, Editor: m.deps.Editor,
			Apply: m.deps.Apply, Commands: m.deps.Commands, Directory: m.deps.Directory,
		}))
	case screen.ToPage:
		text := ""
		if m.deps.Pages != nil {
			text = m.deps.Pages(a.Code)
		}
		if text == "" {
			m.say(diag.Manual, "there is no page for "+a.Code)
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

func (m *Model) named(a screen.ToNamed) tea.Cmd {
	switch a.Name {
	case "tickets":
		return m.open(tickets.New(m.world, m.deps.Caches, m.deps.Tickets, a.Arg).
			With(tickets.Logins{Login: m.deps.Login, UseCache: m.deps.UseCache, Renew: m.deps.Renew}))
	case "spns":
		return m.open(spns.New(m.world, m.deps.Directory, a.Arg))
	case "objects":
		return m.open(objects.New(m.world, m.deps.Directory, a.Arg))
	case "controllers":
		return m.open(controllers.New(m.world, m.deps.Directory).With(m.deps.Controllers))
	case "services", "probe":
		return m.open(services.New(m.world, m.deps.Prober, m.deps.Directory, a.Arg))
	case "journal":
		return m.open(journal.New(m.world, m.deps.Journal, m.deps.Editor))
	case "log":
		return m.open(logscreen.New(m.deps.Log))
	case "connect":
		return m.connect()
	}
	return nil
}

func (m *Model) guide(id string) (guide.Guide, bool) {
	for _, g := range m.deps.Guides {
		if g.ID == id {
			return g, true
		}
	}
	return guide.Guide{}, false
}
