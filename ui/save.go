package ui

import (
	"context"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

// saved is how writing a file ended.
type saved struct {
	name    string
	problem *ad.Problem
}

// save writes what the screen knows to a file: evidence to take away, also from a
// terminal whose clipboard a program cannot reach. The form follows the file's
// ending.
func (m *Model) save(name string) tea.Cmd {
	if name == "" {
		m.say(diag.Manual, "name the file: :save FILE, ending in .txt, .md, .json, .csv or .html")
		return nil
	}
	text, why := m.exported(strings.ToLower(filepath.Ext(name)))
	if why != "" {
		m.say(diag.Manual, why)
		return nil
	}
	save := m.backend.Save
	return m.tasks.start(slot{ofFile, m.top().id, "save"}, m.world.Epoch, screen.Task{Name: "saving " + name, Do: func(context.Context, func(any)) any {
		return saved{name, save(name, text)}
	}})
}

func (f *frame) wasSaved(s saved) {
	if s.problem != nil {
		f.say(diag.Fail, "not saved: "+s.problem.Error())
		return
	}
	f.say(diag.Pass, "saved to "+s.name)
}
