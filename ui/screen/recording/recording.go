package recording

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/timeline"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	fileID  = "file"
	pasteID = "paste"
)

// Screen is one recording.
type Screen struct {
	world *screen.World

	file, pasted string // one of them is given
	reading      bool
	answer       *timeline.Answer
	problem      *ad.Problem

	onEvents bool // the timeline is in view, not the findings
	problems bool // only events that are problems are listed
	shown    []int
	findings screen.Sift
	events   screen.Sift
	tables   [2]widget.Table // of findings and events
	rows     int
}

type read struct {
	answer  timeline.Answer
	problem *ad.Problem
}

// New returns the screen. A file, or what was pasted, is read at once.
func New(world *screen.World, file, pasted string) *Screen {
	s := &Screen{world: world, file: strings.TrimSpace(file), pasted: pasted}
	s.findings.Table, s.events.Table = &s.tables[0], &s.tables[1]
	return s
}

// Open reads what was given, or asks for it.
func (s *Screen) Open() screen.Action {
	switch {
	case s.world.Access.Recording == nil:
		return nil
	case s.file == "" && s.pasted == "":
		return s.prompt()
	}
	return s.read()
}

func (s *Screen) prompt() screen.Action {
	p := &dialog.Prompt{ID: fileID, Head: "Read a recording", Hint: "/tmp/trace.pcap; esc, then p for a paste",
		Text: []string{"A file: network capture (pcap, pcapng), KRB5_TRACE, Windows events as XML or CSV, a log of IIS, apache, nginx, sssd or Java. To paste its text press esc, then p."}}
	p.Suggest(s.file)
	return screen.Dialog{Dialog: p}
}

// Paste takes a text that was pasted over the screen: a recording.
func (s *Screen) Paste(text string) screen.Action {
	if s.world.Access.Recording == nil {
		return screen.Note{Status: diag.Manual, Text: noReader}
	}
	s.file, s.pasted = "", text
	return s.read()
}

func (s *Screen) read() screen.Action {
	s.reading, s.problem, s.answer, s.shown = true, nil, nil, nil
	reader, file, pasted := s.world.Access.Recording, s.file, s.pasted
	return screen.Task{Slot: "read", Name: "reading " + s.name(), Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		a, p := reader(ctx, file, pasted, func(done, total int) { report(screen.Progress{Text: "megabytes", Done: done, Total: total}) })
		return read{a, p}
	}}
}

// name is what the recording is called.
func (s *Screen) name() string {
	if s.file == "" {
		return "what was pasted"
	}
	return s.file
}

// Take takes what was read, or the name of a file.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case read:
		s.reading, s.problem = false, msg.problem
		if msg.problem == nil {
			s.answer = &msg.answer
			s.onEvents = len(msg.answer.Findings) == 0
			s.fill()
		}
	case screen.Failed, screen.Outdated:
		s.reading = false
	case screen.NewLogin:
		if s.answer != nil {
			return s.read() // the owners were looked up as somebody else
		}
	case dialog.Answer:
		v := strings.TrimSpace(msg.Value)
		switch {
		case msg.OK && v != "" && msg.ID == fileID:
			s.file, s.pasted = v, ""
			return s.read()
		case msg.OK && v != "":
			return s.Paste(msg.Value)
		}
	}
	return nil
}

// fill makes both tables.
func (s *Screen) fill() {
	t := &s.tables[0]
	t.Columns = []widget.Column{{Title: "Found", Flex: 3, Min: 30, Mid: true}, {Title: "Times", Right: true}, {Title: "First", Min: 8, Max: 16}, {Title: "Owner", Flex: 1, Min: 11, Max: 24}}
	t.Rows = nil
	for _, f := range s.answer.Findings {
		m := s.owner(f.Subject)
		t.Rows = append(t.Rows, []widget.Span{widget.S(theme.Bad, "✗ "+f.Heading()), widget.S(theme.Plain, fmt.Sprint(f.Count)), widget.S(theme.Dim, f.First),
			widget.S(m.Role, strings.TrimSpace(m.Glyph+" "+m.Word))})
	}
	t.List.Clamp(t.Len())
	e := &s.tables[1]
	e.Columns = []widget.Column{{Title: "Time", Min: 8, Max: 12}, {Title: "Where", Min: 6, Max: 14}, {Title: "Who", Flex: 1, Min: 15, Max: 40, Mid: true}, {Title: "What happened", Flex: 3, Min: 24}}
	e.Rows, s.shown = nil, nil
	for i, v := range s.answer.Events {
		if s.problems && !v.Problem {
			continue
		}
		mark, role := "  ", theme.Plain
		if v.Problem {
			mark, role = "✗ ", theme.Bad
		}
		s.shown = append(s.shown, i)
		e.Rows = append(e.Rows, []widget.Span{widget.S(theme.Dim, clock(v)), widget.S(theme.Dim, v.Where), widget.S(theme.Plain, who(v)), widget.S(role, mark+v.Text)})
	}
	events, shown := s.answer.Events, s.shown
	e.SortKey = func(row, column int) string {
		switch column {
		case 0:
			return events[shown[row]].At.UTC().Format("2006-01-02T15:04:05.000000000")
		case 1:
			return fmt.Sprintf("%09d", shown[row]) // in the order of the recording
		}
		return ""
	}
	e.List.Clamp(e.Len())
}

func clock(e timeline.Event) string {
	if e.At.IsZero() {
		return ""
	}
	return e.At.UTC().Format("15:04:05.000")
}

func who(e timeline.Event) string {
	if e.To == "" {
		return e.From
	}
	return strings.TrimSpace(e.From + " → " + e.To)
}

// ownersOf is what the directory knows of an SPN; ok is false where it was not asked.
func (s *Screen) ownersOf(spn string) (o lookup.SPNOwners, ok bool) {
	i := slices.IndexFunc(s.answer.Owners, func(o lookup.SPNOwners) bool { return strings.EqualFold(o.SPN, spn) })
	if spn == "" || i < 0 {
		return lookup.SPNOwners{}, false
	}
	return s.answer.Owners[i], true
}

// owner is the owner of an SPN, in a word; "" for what is no SPN of the recording.
func (s *Screen) owner(spn string) theme.Mark {
	o, asked := s.ownersOf(spn)
	if !asked {
		return theme.Mark{}
	}
	switch o.State {
	case lookup.Owned:
		return theme.Mark{Glyph: "✓", Word: screen.FirstName(o.Owners[0]), Role: theme.Good}
	case lookup.OwnedTwice:
		return theme.Mark{Glyph: "✗", Word: "duplicate", Role: theme.Bad}
	case lookup.Covered:
		return theme.Mark{Glyph: "✓", Word: "by HOST", Role: theme.Good}
	case lookup.NotOwned:
		return theme.Mark{Glyph: "✗", Word: "no owner", Role: theme.Bad}
	}
	return theme.Mark{Glyph: "?", Word: "not known", Role: theme.Doubt}
}

// table is the one in view.
func (s *Screen) table() *widget.Table { return s.sift().Table }

// sift filters and sorts the table in view.
func (s *Screen) sift() *screen.Sift {
	if s.onEvents {
		return &s.events
	}
	return &s.findings
}

// finding is the one under the cursor, or the one that the event under it belongs to.
func (s *Screen) finding() (timeline.Finding, bool) {
	if s.answer == nil {
		return timeline.Finding{}, false
	}
	if !s.onEvents {
		if i := s.table().At(); i >= 0 && i < len(s.answer.Findings) {
			return s.answer.Findings[i], true
		}
		return timeline.Finding{}, false
	}
	e, ok := s.event()
	if !ok {
		return timeline.Finding{}, false
	}
	i := slices.IndexFunc(s.answer.Findings, func(f timeline.Finding) bool {
		return f.First == e.Where || e.Problem && e.SPN != "" && strings.EqualFold(f.Subject, e.SPN)
	})
	if i < 0 {
		return timeline.Finding{}, false
	}
	return s.answer.Findings[i], true
}

// event is the one under the cursor of the timeline.
func (s *Screen) event() (timeline.Event, bool) {
	if i := s.table().At(); s.onEvents && i >= 0 && i < len(s.shown) {
		return s.answer.Events[s.shown[i]], true
	}
	return timeline.Event{}, false
}

// spn is the one that the row under the cursor is about, "" for none.
func (s *Screen) spn() string {
	if e, ok := s.event(); ok {
		return e.SPN
	}
	f, ok := s.finding()
	if !ok {
		return ""
	}
	if _, err := ad.ParseSPN(f.Subject); err == nil {
		return f.Subject
	}
	return f.Inputs["service"]
}
