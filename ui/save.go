package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

// reportForms are the endings that stand for a report of a walk: the same that
// adwalk report writes.
var reportForms = []string{".html", ".htm", ".md", ".json", ".csv"}

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
		m.say(diag.Manual, "name the file: :save FILE, ending in .txt, .md, .json, .csv, .html, or .ldif for an object")
		return nil
	}
	ext, save := strings.ToLower(filepath.Ext(name)), m.backend.Save
	if d, ok := m.top().screen.(screen.Documenter); ok && m.setup.Report != nil && slices.Contains(reportForms, ext) {
		st, snap := d.Document()
		write := m.setup.Report
		return m.tasks.start(slot{ofFile, m.top().id, "save"}, m.world.Epoch, screen.Task{Name: "saving " + name, Do: func(context.Context, func(any)) any {
			text, err := write(st, snap, ext)
			if err != nil {
				return saved{name, ad.AsProblem(err, ad.ProblemUsage, "making the report")}
			}
			return saved{name, save(name, text)}
		}})
	}
	text, why := m.exported(ext)
	if why != "" {
		m.say(diag.Manual, why)
		return nil
	}
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
