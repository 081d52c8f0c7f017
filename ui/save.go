package ui

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

// saved is how writing a file ended.
type saved struct {
	name    string
	problem *ad.Problem
}

// save writes what the screen knows to a file: evidence to take away, also from a
// terminal whose clipboard a program cannot reach.
func (m *Model) save(name string) tea.Cmd {
	text := m.report()
	switch {
	case name == "":
		m.say(diag.Manual, "name the file: :save FILE")
		return nil
	case text == "":
		m.say(diag.Manual, "there is nothing on this screen to save")
		return nil
	}
	save := m.backend.Save
	return m.tasks.start(slot{ofFile, m.top().id, "save"}, m.world.Epoch, screen.Task{Name: "saving " + name, Do: func(context.Context, func(any)) any {
		return saved{name, save(name, text)}
	}})
}

// report is the screen as text, under a line that says what it is of. A screen
// without a report gives what its copy key takes.
func (m *Model) report() string {
	s := m.top().screen
	body := ""
	if r, ok := s.(screen.Reporter); ok {
		body = r.Report()
	} else {
		for _, b := range s.Bindings() {
			if b.Why == "" && slices.Contains(b.Keys, "y") {
				if copied, ok := s.Handle(b.Intent).(screen.Copy); ok {
					body = copied.Text
				}
			}
		}
	}
	if strings.TrimSpace(body) == "" {
		return ""
	}
	st := m.world.Status
	protection := st.Protection
	if protection == "" {
		protection = "not connected"
	}
	head := []string{"adwalk  " + m.setup.now().UTC().Format("2006-01-02 15:04:05Z"), s.Title(),
		strings.Join([]string{st.Realm, st.Server, st.Identity, protection}, "  "), ""}
	var out []string
	for l := range strings.SplitSeq(strings.Join(head, "\n")+"\n"+strings.TrimRight(body, "\n"), "\n") {
		out = append(out, strings.TrimRight(safetext.Printable(l), " "))
	}
	return strings.Join(out, "\n") + "\n"
}

func (f *frame) wasSaved(s saved) {
	if s.problem != nil {
		f.say(diag.Fail, "not saved: "+s.problem.Error())
		return
	}
	f.say(diag.Pass, "saved to "+s.name)
}
