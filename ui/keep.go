package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	headless "adwalk/diag/walk"
	"adwalk/ui/screen"
	"adwalk/ui/screen/objects"
	"adwalk/ui/screen/walk"
)

// kept is what a session leaves for the next one of the same forest: what the
// operator told, where they were, and what the steps of their walks showed. Passwords
// and keys are never in it, nor are facts: those are asked for again, and what a step
// showed is only shown until then.
type kept struct {
	Version int                      `json:"version"`
	At      time.Time                `json:"at"`
	Place   []screen.Place           `json:"place"` // open screens, the front one last
	Walks   map[string]keptWalk      `json:"walks"` // by guide
	Walked  map[string]screen.Walked `json:"walked"`
	History []string                 `json:"history"`

	Searches objects.Searches `json:"searches,omitzero"`
}

type keptWalk struct {
	Given   map[string]headless.Input  `json:"given"`
	Answers map[string]headless.Answer `json:"answers"`
	Seen    map[string]walk.Seen       `json:"seen,omitempty"` // by step
}

// keptVersion is the version of the format.
const keptVersion = 1

// forestKey names the forest that a session is of, "" while none is known. The
// lab is kept apart from a real forest of the same name.
func (m *Model) forestKey() string {
	st := m.world.Status
	if st.Realm == "" || st.Protection == "" {
		return ""
	}
	if st.Lab {
		return "lab." + strings.ToLower(st.Scenario+"."+st.Realm) // each scenario is a forest of its own
	}
	return strings.ToLower(st.Realm)
}

// state is the session as it stands, nil when there is nothing worth keeping.
func (m *Model) state() []byte {
	k := kept{Version: keptVersion, At: m.setup.now().UTC(), Walks: map[string]keptWalk{}, Walked: m.world.Walked, History: m.history, Searches: m.searches}
	for id, t := range m.walks {
		if len(t.Given)+len(t.Answers)+len(m.seen[id]) > 0 {
			k.Walks[id] = keptWalk{t.Given, t.Answers, m.seen[id]}
		}
	}
	for _, f := range m.stack {
		if p, ok := f.screen.(screen.Placer); ok {
			k.Place = append(k.Place, p.Place())
		}
	}
	if len(k.Walks)+len(k.Walked)+len(k.Place)+len(k.History)+len(k.Searches.Recent)+len(k.Searches.Saved) == 0 {
		return nil
	}
	data, err := json.Marshal(k)
	if err != nil {
		return nil
	}
	return data
}

// keep writes the session in the background: a terminal may go away at any time.
func (m *Model) keep() tea.Cmd {
	m.noteWalks()
	key := m.forestKey()
	if key == "" || m.forgotten {
		return nil
	}
	data, backend := m.state(), m.backend
	if data == nil {
		return nil
	}
	return m.tasks.start(slot{owner: ofFile, name: "keep"}, m.world.Epoch, screen.Task{Do: func(context.Context, func(any)) any {
		return backend.Keep(key, data)
	}})
}

// KeepNow writes the session at its end and waits for it.
func (m *Model) KeepNow() *ad.Problem {
	m.noteWalks()
	key := m.forestKey()
	data := m.state()
	if key == "" || data == nil || m.forgotten {
		return nil
	}
	return m.backend.Keep(key, data)
}

// noteWalks remembers how the guides on the stack ended.
func (m *Model) noteWalks() {
	for _, f := range m.stack {
		if w, ok := f.screen.(*walk.Screen); ok {
			id, steps := w.Seen()
			m.seen[id] = steps
		}
		if w, ok := f.screen.(screen.Walker); ok {
			if id, how, ended := w.Walked(); ended {
				m.world.Walked[id] = how
			}
		}
	}
}

// recall reads what was kept of this forest, once, and offers it.
func (m *Model) recall() {
	key := m.forestKey()
	if key == "" || m.recalled == key {
		return
	}
	m.recalled, m.earlier, m.world.Earlier = key, nil, nil
	data := m.backend.Kept(key)
	var k kept
	if len(data) == 0 || json.Unmarshal(data, &k) != nil || k.Version != keptVersion {
		return
	}
	for id, w := range k.Walked {
		if _, known := m.guide(id); known {
			m.world.Walked[id] = w
		}
	}
	if len(m.history) == 0 {
		m.history = k.History[:min(len(k.History), maxHistory)]
	}
	if len(m.searches.Recent)+len(m.searches.Saved) == 0 {
		m.searches = k.Searches.Bounded()
	}
	if len(k.Place) == 0 && len(k.Walks) == 0 {
		return
	}
	m.earlier = &k
	m.world.Earlier = &screen.Earlier{At: k.At, Title: m.placeTitle(k), Note: m.note(k)}
}

// placeTitle says where the session before was.
func (m *Model) placeTitle(k kept) string {
	if len(k.Place) == 0 {
		return "the answers you gave"
	}
	p := k.Place[len(k.Place)-1]
	if g, ok := m.guide(p.Arg); ok && p.Name == "walk" {
		return g.Symptom
	}
	return strings.TrimSpace(p.Name + " " + p.Arg)
}

// note says how far the session before was, and what was told it.
func (m *Model) note(k kept) string {
	given, answers := 0, 0
	var parts []string
	if n := len(k.Place); n > 0 && k.Place[n-1].Name == "walk" {
		parts = append(parts, fmt.Sprintf("step %d", k.Place[n-1].Step+1))
	}
	for _, w := range k.Walks {
		given += len(w.Given)
		answers += len(w.Answers)
	}
	if given > 0 {
		parts = append(parts, screen.Count(given, "value"))
	}
	if answers > 0 {
		parts = append(parts, screen.Count(answers, "answer"))
	}
	return strings.Join(parts, ", ")
}

// nothingKept says that there is nothing to resume here.
func (m *Model) nothingKept() string {
	if m.world.Status.Lab {
		return "nothing was kept of an earlier session with these faults; another lab's is resumed with its --scenario"
	}
	return "nothing was kept of an earlier session in this forest"
}

// resume opens what the session before had open, with what was told then. The
// facts are asked for again.
func (m *Model) resume() tea.Cmd {
	if m.earlier == nil {
		m.say(diag.Manual, m.nothingKept())
		return nil
	}
	k := *m.earlier
	m.earlier, m.world.Earlier = nil, nil
	m.home()
	for id, w := range k.Walks {
		t := walk.NothingTold()
		for key, v := range w.Given {
			t.Given[key] = v
		}
		for key, v := range w.Answers {
			t.Answers[key] = v
		}
		m.walks[id], m.seen[id] = t, w.Seen
	}
	var cmds []tea.Cmd
	for _, p := range k.Place {
		before := m.top().id
		if p.Name == "walk" {
			cmds = append(cmds, m.act(screen.ToWalk{Guide: p.Arg}))
		} else {
			cmds = append(cmds, m.act(screen.ToNamed{Name: p.Name, Arg: p.Arg}))
		}
		if r, ok := m.top().screen.(screen.Placer); ok && m.top().id != before {
			r.Return(p)
		}
	}
	m.say(diag.Pass, "resumed as of "+k.At.UTC().Format("2006-01-02 15:04Z")+": your answers are back; what was seen then is shown until it is asked again")
	return tea.Batch(cmds...)
}

// forget deletes what was kept, and keeps nothing of this session.
func (m *Model) forget() tea.Cmd {
	key := m.forestKey()
	if key == "" {
		m.say(diag.Manual, "no forest is connected")
		return nil
	}
	m.forgotten, m.earlier, m.world.Earlier = true, nil, nil
	m.tasks.end(slot{owner: ofFile, name: "keep"})
	if p := m.backend.Keep(key, nil); p != nil {
		m.say(diag.Fail, "not deleted: "+p.Error())
		return nil
	}
	m.say(diag.Pass, "deleted; nothing of this session will be kept either")
	return nil
}
