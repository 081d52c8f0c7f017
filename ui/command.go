package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// command is a line of the table of the : line.
type command struct {
	name, arg, help string
	values          func(*Model) [][2]string // what the argument may be, each with a word about it
}

var commands []command

func init() { // the table's functions use the model, which uses the table
	commands = []command{
		{"start", "", "back to the start screen", nil},
		{"walk", "GUIDE", "open a walkthrough, such as cas-array", guideValues},
		{"health", "[AREA]", "check the whole forest", areaValues},
		{"tickets", "[SPN]", "credential caches; ask the KDC for an SPN", nil},
		{"spns", "[PATTERN]", "SPN owners; * is a wildcard", nil},
		{"objects", "[DN]", "browse the directory", nil},
		{"controllers", "", "domain controllers, side by side", nil},
		{"probe", "[URL [SPN]]", "present a ticket to a service", nil},
		{"names", "[TARGET]", "which SPN each client of a service asks for", nil},
		{"keytab", "[FILE [SPN]]", "do the keys of a keytab open fresh tickets?", nil},
		{"read", "[FILE]", "a recording: findings and timeline", nil},
		{"journal", "", "what was written; undo", nil},
		{"page", "CODE|TERM", "the page of a finding, or what a term means", codeValues},
		{"explain", "TEXT", "what an error, an event or a log line means, as on the start screen", nil},
		{"log", "", "every query and write as a command", nil},
		{"save", "FILE", "write what this screen knows: .txt, .md, .json, .csv or .html", nil},
		{"login", "[SERVER]", "log in, or use another domain controller", nil},
		{"lab", "SCENARIO", "put other faults into the lab", scenarioValues},
		{"connect", "", "try the connection again", nil},
		{"resume", "", "continue where the last session stopped", nil},
		{"forget", "", "delete what was kept of earlier sessions", nil},
		{"help", "", "keys, commands and marks", nil},
		{"q", "", "quit", nil},
	}
}

func commandNamed(name string) (command, bool) {
	for _, c := range commands {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func guideValues(m *Model) [][2]string {
	var out [][2]string
	for _, g := range m.setup.Guides {
		out = append(out, [2]string{g.ID, g.Symptom})
	}
	return out
}

func codeValues(m *Model) [][2]string     { return bare(m.setup.Codes) }
func areaValues(m *Model) [][2]string     { return bare(m.setup.Areas) }
func scenarioValues(m *Model) [][2]string { return bare(m.setup.Scenarios) }

func bare(list []string) [][2]string {
	var out [][2]string
	for _, v := range list {
		out = append(out, [2]string{v, ""})
	}
	return out
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
		m.help = nil
		m.home()
		return nil
	case "connect":
		return m.connect(true)
	case "save":
		return m.save(arg)
	case "lab":
		return m.act(m.labScenario(arg))
	case "resume":
		return m.resume()
	case "forget":
		return m.forget()
	}
	c, ok := commandNamed(name)
	if !ok {
		m.say(diag.Manual, "there is no command :"+name+"; ? lists them")
		return nil
	}
	if arg == "" && c.arg != "" && !strings.HasPrefix(c.arg, "[") {
		m.say(diag.Manual, ":"+name+" needs an argument: :"+name+" "+c.arg)
		return nil
	}
	m.help = nil
	switch name {
	case "walk":
		return m.act(screen.ToWalk{Guide: arg})
	case "page":
		return m.act(screen.ToPage{Code: arg})
	case "explain":
		return m.tell(arg)
	}
	return m.act(screen.ToNamed{Name: name, Arg: arg})
}

// tell answers a code or a term with its page, over what is in front; any other text
// is taken to the start screen, which explains it.
func (m *Model) tell(text string) tea.Cmd {
	if m.setup.Pages != nil && m.setup.Pages(text) != "" {
		return m.act(screen.ToPage{Code: text})
	}
	m.home()
	p, ok := m.top().screen.(screen.Paster)
	if !ok {
		return nil
	}
	return m.act(p.Paste(text))
}

// labScenario puts other faults into the lab.
func (m *Model) labScenario(name string) screen.Action {
	switch {
	case !m.world.Status.Lab || !m.world.CanLogin(screen.InLab):
		return screen.Note{Status: diag.Manual, Text: "only the lab has scenarios: start adwalk --lab"}
	case name == "":
		return screen.Note{Status: diag.Manual, Text: "name a scenario: " + strings.Join(m.setup.Scenarios, ", ")}
	}
	return screen.Join{Name: "starting the lab with " + name, Done: "the lab now has the faults of " + name, Login: screen.Login{Kind: screen.InLab, Scenario: name}}
}
