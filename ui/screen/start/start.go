package start

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
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

// Screen is the start screen.
type Screen struct {
	world   *screen.World
	guides  []guide.Guide
	explain func(string) []screen.Explanation
	read    Reader

	list    widget.List
	field   widget.Field
	filter  widget.Field
	focus   focus
	answers []screen.Explanation // to what was pasted
	rows    int
	moved   bool // the operator chose a row; do not move the cursor for them
	offered bool // the session before has a row
}

// Reader says whether a text names a file that is to be read: then name is how it is
// called and read reads it, until its context ends. read is nil for every other text.
type Reader func(text string) (name string, read func(ctx context.Context) []screen.Explanation)

// readSlot is the task that reads a file.
const readSlot = "read"

// found is what a file turned out to be.
type found []screen.Explanation

type focus int

const (
	onList focus = iota
	onField
	onFilter
)

// New returns the start screen; explain and read may be nil.
func New(world *screen.World, guides []guide.Guide, explain func(string) []screen.Explanation, read Reader) *Screen {
	s := &Screen{world: world, guides: guides, explain: explain, read: read, field: widget.Field{Mask: ad.HideSecrets}}
	s.Ready()
	return s
}

// Title is empty: the header says enough.
func (s *Screen) Title() string { return "" }

// shown are the guides that pass the filter.
func (s *Screen) shown() []guide.Guide {
	words := strings.Fields(strings.ToLower(s.filter.Value()))
	var out []guide.Guide
next:
	for _, g := range s.guides {
		text := strings.ToLower(g.ID + " " + g.Symptom + " " + g.Applies)
		for _, w := range words {
			if !strings.Contains(text, w) {
				continue next
			}
		}
		out = append(out, g)
	}
	return out
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	open := screen.Binding{Keys: []string{"enter"}, Intent: doOpen, Help: "open", Long: "open the walkthrough under the cursor"}
	if s.onEarlier() {
		open.Help, open.Long = "resume", "continue where the last session stopped; :forget deletes what was kept"
	}
	if len(s.answers) > 0 {
		if a := s.answers[s.list.Cursor]; !s.has(a.Guide) && a.Code == "" {
			open.Why = "no walkthrough fits this one; esc goes back to the list"
		} else if !s.has(a.Guide) {
			open.Help = "its page"
		}
		open.Long = "take the walkthrough that fits what you pasted"
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

// onEarlier says whether the cursor is on the session before.
func (s *Screen) onEarlier() bool {
	return s.offers() && len(s.answers) == 0 && s.list.Cursor == 0
}

// offers says whether the session before is offered, as the first row.
func (s *Screen) offers() bool { return s.world.Earlier != nil && s.filter.Value() == "" }

// count is the number of rows of the list.
func (s *Screen) count() int {
	n := len(s.shown())
	if s.offers() {
		n++
	}
	return n
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

// has says whether a walkthrough is among those of this console.
func (s *Screen) has(id string) bool {
	for _, g := range s.guides {
		if g.ID == id && id != "" {
			return true
		}
	}
	return false
}

// Ready puts the cursor on the session before, where one is offered, else on the
// walkthrough whose faults the lab has. What the operator has chosen already
// stays chosen.
func (s *Screen) Ready() {
	came := s.offers() && !s.offered
	s.offered = s.offers()
	switch {
	case s.focus != onList || len(s.answers) > 0:
		return
	case came && s.moved:
		s.list.Cursor++ // its row came above the one that was chosen
		return
	case came:
		s.list.Cursor = 0
		return
	case s.moved || s.offers():
		return
	}
	for i, g := range s.shown() {
		if g.ID == s.world.Status.Scenario {
			s.list.Cursor = i
		}
	}
}

// Move moves the cursor; up from the first row reaches the field.
func (s *Screen) Move(key string) bool {
	s.moved = true
	if (key == "up" || key == "k") && s.list.Cursor == 0 && len(s.answers) == 0 {
		s.focus = onField
		return true
	}
	n := s.count()
	if len(s.answers) > 0 {
		n = len(s.answers)
	}
	return s.list.Move(key, n, s.rows)
}

// Leave removes the answers, then the filter.
func (s *Screen) Leave() bool {
	switch {
	case len(s.answers) > 0:
		s.answers = nil
		s.list = widget.List{}
	case s.filter.Value() != "":
		s.filter.Set("")
	default:
		return false
	}
	return true
}

// Typing says whether a field has the focus.
func (s *Screen) Typing() bool { return s.focus != onList }

// Hints is the footer while a field has the focus.
func (s *Screen) Hints() []string {
	if s.focus == onFilter {
		return []string{"enter", "keep the filter", "esc", "show all"}
	}
	return []string{"enter", "explain", "esc", "cancel"}
}

// Type takes a key for the field with the focus.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	if s.focus == onFilter {
		switch k.Name {
		case "enter", "down", "tab":
			s.focus = onList
		case "esc":
			s.focus = onList
			s.filter.Set("")
		default:
			s.list.Cursor = 0
			return nil, s.filter.Type(k)
		}
		return nil, true
	}
	switch k.Name {
	case "enter":
		s.focus = onList
		text := s.field.Value()
		if hidden := ad.HideSecrets(text); hidden != text {
			s.field.Set(hidden) // it is not kept either
		}
		return s.look(text), true
	case "esc", "down", "tab":
		s.focus = onList
		return nil, true
	}
	if k.Paste {
		return s.Paste(k.Text), true
	}
	return nil, s.field.Type(k)
}

// Paste takes a text that was pasted over the screen.
func (s *Screen) Paste(text string) screen.Action {
	s.focus = onList
	s.field.Set(strings.Join(strings.Fields(firstChars(ad.HideSecrets(firstChars(text, 64<<10)), 300)), " "))
	return s.look(text)
}

func firstChars(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// look explains a text.
func (s *Screen) look(text string) screen.Action {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if s.explain == nil {
		return screen.Note{Status: diag.Manual, Text: "this console cannot explain texts; pick a walkthrough below"}
	}
	if s.read != nil {
		if name, read := s.read(text); read != nil {
			s.answers = nil
			return screen.Task{Slot: readSlot, Name: "reading " + name, Do: func(ctx context.Context, _ func(any)) any {
				out := read(ctx)
				if ctx.Err() != nil { // it was stopped: what came of half a file is no answer
					return nil
				}
				return found(out)
			}}
		}
	}
	return screen.Several{screen.Cancel{Slot: readSlot}, s.answer(s.explain(text))}
}

// Take shows what a file turned out to be.
func (s *Screen) Take(msg any) screen.Action {
	if f, ok := msg.(found); ok {
		return s.answer(f)
	}
	return nil
}

// answer shows what a text is.
func (s *Screen) answer(is []screen.Explanation) screen.Action {
	s.answers = is
	s.list = widget.List{}
	if len(s.answers) == 0 {
		return screen.Note{Status: diag.Unknown, Text: "not recognised: paste the line with the error's number or name, or pick below"}
	}
	return nil
}
