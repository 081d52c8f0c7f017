package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// commands is the table of the : line.
var commands = []struct{ name, arg, help string }{
	{"start", "", "back to the start screen"},
	{"walk", "GUIDE", "open a walkthrough, such as cas-array"},
	{"tickets", "[SPN]", "credential caches; ask the KDC for a name"},
	{"spns", "[PATTERN]", "who holds a name; * is a wildcard"},
	{"objects", "[DN]", "browse the directory"},
	{"controllers", "", "the domain controllers, side by side"},
	{"probe", "[URL [SPN]]", "show a ticket to a service"},
	{"journal", "", "what was written, and the way back"},
	{"page", "CODE", "the page of a finding"},
	{"log", "", "every query and write as a command"},
	{"save", "FILE", "write what this screen knows to a file: a walk with its evidence, a plan"},
	{"connect", "", "try the connection again"},
	{"help", "", "the key table"},
	{"q", "", "quit"},
}

func (m *Model) commandKey(k widget.Key) tea.Cmd {
	switch k.Name {
	case "esc":
		m.command = nil
		return nil
	case "backspace":
		if m.command.Value() == "" {
			m.command = nil
			return nil
		}
	case "enter":
		text := strings.TrimSpace(m.command.Value())
		m.command = nil
		return m.run(text)
	case "tab":
		m.complete()
		return nil
	}
	m.command.Type(k)
	return nil
}

// complete finishes the command's name when only one begins like it.
func (m *Model) complete() {
	typed := m.command.Value()
	var hits []string
	for _, c := range commands {
		if strings.HasPrefix(c.name, typed) {
			hits = append(hits, c.name)
		}
	}
	switch len(hits) {
	case 0:
	case 1:
		m.command.Set(hits[0] + " ")
	default:
		m.say(diag.Manual, strings.Join(hits, "  "))
	}
}

// run does a typed command.
func (m *Model) run(text string) tea.Cmd {
	name, arg, _ := strings.Cut(text, " ")
	arg = strings.TrimSpace(arg)
	switch name {
	case "":
		return nil
	case "q", "quit", "q!", "exit":
		return m.leave()
	case "help", "h":
		m.help = &widget.Pager{}
		return nil
	case "start", "home":
		m.home()
		return nil
	case "connect":
		return m.connect()
	case "save":
		return m.save(arg)
	case "walk":
		return m.act(screen.ToWalk{Guide: arg})
	case "page":
		return m.act(screen.ToPage{Code: arg})
	}
	for _, c := range commands {
		if c.name == name {
			return m.act(screen.ToNamed{Name: name, Arg: arg})
		}
	}
	m.say(diag.Manual, "there is no command :"+name+"; ? lists them")
	return nil
}
