package start

import (
	"strings"

	"adwalk/ad"
	"adwalk/ui/screen"
)

// The intents of the start screen.
const (
	doOpen    screen.Intent = "open"
	doPaste   screen.Intent = "paste"
	doFilter  screen.Intent = "filter"
	doConnect screen.Intent = "connect"
	doLogin   screen.Intent = "login"
)

// looks are the screens that look around, by key.
var looks = []struct{ key, word, name, long string }{
	{"h", "health", "health", "check the whole forest"},
	{"t", "tickets", "tickets", "credential caches; ask the KDC for a ticket"},
	{"s", "SPNs", "spns", "SPN owners; duplicates"},
	{"o", "objects", "objects", "browse the directory"},
	{"d", "DCs", "controllers", "domain controllers, side by side"},
	{"v", "services", "services", "present a ticket to a service: does it have the right key?"},
	{"n", "names", "names", "which SPN each client of a service asks for"},
	{"K", "keytab", "keytab", "do the keys of a keytab open fresh tickets?"},
	{"R", "recording", "read", "read a capture, a trace, events or a log"},
	{"w", "journal", "journal", "what was written; undo"},
	{"l", "log", "log", "every query and write as a command"},
}

// Keys lists the keys that open a screen, with what it is for.
func Keys() [][2]string {
	var out [][2]string
	for _, l := range looks {
		out = append(out, [2]string{l.key, l.long})
	}
	return out
}

// Opens says which screen a key of the start screen opens.
func Opens(key string) (name string, ok bool) {
	for _, l := range looks {
		if l.key == key {
			return l.name, true
		}
	}
	return "", false
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	open := screen.Binding{Keys: []string{"enter"}, Intent: doOpen, Help: "open", Long: "open the walkthrough under the cursor"}
	if s.onEarlier() {
		open.Help, open.Long = "resume", "continue where the last session stopped; :forget deletes what was kept"
	}
	if len(s.answers) > 0 {
		open.Long = "take the walkthrough that fits what you pasted"
		switch a := s.answers[s.list.Cursor]; {
		case s.has(a.Guide):
		case a.Screen.Name != "":
			open.Help, open.Long = "show", "show what you pasted on its own screen"
		case a.Code != "":
			open.Help = "its page"
		default:
			open.Why = "no walkthrough fits this one; esc goes back to the list"
		}
	}
	out := []screen.Binding{
		open,
		{Keys: []string{"p", "tab"}, Intent: doPaste, Help: "paste", Long: "type or paste what you see: an error, an event, a log line"},
		{Keys: []string{"/"}, Intent: doFilter, Help: "filter", Long: "show only the walkthroughs with these words"},
	}
	for _, l := range looks {
		out = append(out, screen.Binding{Keys: []string{l.key}, Intent: screen.Intent("look:" + l.name), Help: l.word, Long: l.long, Quiet: true})
	}
	r := screen.Binding{Keys: []string{"r"}, Intent: doConnect, Help: "connect", Long: "try the connection again", Effect: screen.Ask, Quiet: s.world.Problem == nil}
	if s.world.Connecting {
		r.Why = "already connecting"
	}
	login := screen.Binding{Keys: []string{"L"}, Intent: doLogin, Help: "log in", Long: "log in: server, user and password, or a keytab", Effect: screen.Ask, Quiet: s.world.Problem == nil}
	return append(out, r, login)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doOpen:
		return s.open()
	case doPaste:
		s.focus = onField
		s.field.Set("")
	case doFilter:
		s.focus = onFilter
	case doConnect:
		if p := s.world.Problem; p != nil && p.Kind == ad.ProblemLogin && s.world.CanLogin(screen.WithPassword) {
			return screen.ToNamed{Name: "login"} // nothing is sent again by itself: it asks
		}
		return screen.Connect{}
	case doLogin:
		return screen.ToNamed{Name: "login"}
	}
	if name, ok := strings.CutPrefix(string(i), "look:"); ok {
		return screen.ToNamed{Name: name}
	}
	return nil
}

func (s *Screen) open() screen.Action {
	if len(s.answers) > 0 {
		a := s.answers[s.list.Cursor]
		if s.has(a.Guide) {
			return screen.ToWalk{Guide: a.Guide, Values: a.Values}
		}
		if a.Screen.Name != "" {
			return a.Screen
		}
		return screen.ToPage{Code: a.Code}
	}
	shown := s.shown()
	s.list.Clamp(s.count())
	if s.onEarlier() {
		return screen.Resume{}
	}
	at := s.list.Cursor
	if s.offers() {
		at--
	}
	if at >= len(shown) {
		return nil
	}
	return screen.ToWalk{Guide: shown[at].ID}
}
