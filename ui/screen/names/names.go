package names

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag/names"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const targetID = "target"

// Screen is the answer about one target.
type Screen struct {
	world *screen.World

	target  string // as it can be typed again, without a password
	asking  bool
	answer  *names.Answer
	problem *ad.Problem
	list    []row
	table   widget.Table
	sifts   screen.Sift
	rows    int
}

// row is one SPN that a client asks for.
type row struct {
	client names.Client
	spn    string // "" where the client asks for none
	why    string
	order  int // which of the client's it is, from 1
}

type answered struct {
	answer  names.Answer
	problem *ad.Problem
}

// New returns the screen. A first target is asked about at once.
func New(world *screen.World, first string) *Screen {
	return &Screen{world: world, target: strings.TrimSpace(first)}
}

// Open asks about the first target, or for one.
func (s *Screen) Open() screen.Action {
	switch {
	case s.world.Access.Names == nil:
		return nil
	case s.target == "":
		return s.prompt()
	}
	return s.ask(s.target)
}

func (s *Screen) prompt() screen.Action {
	p := &dialog.Prompt{ID: targetID, Head: "Which SPN each client asks for", Hint: `https://mail.contoso.com, \\files\data, sql1\INST, jdbc:sqlserver://…`, Check: readable,
		Text: []string{"What clients are given: a URL, a host, host:port, a UNC path, a connection string, an SPN. A password in it is dropped."}}
	p.Field.Mask = ad.HideSecrets
	p.Suggest(s.target)
	return screen.Dialog{Dialog: p}
}

func readable(v string) error {
	_, err := ad.ParseServiceTarget(strings.TrimSpace(v))
	return err
}

// ask asks DNS, the directory and the KDC.
func (s *Screen) ask(typed string) screen.Action {
	t, err := ad.ParseServiceTarget(typed)
	if err != nil {
		s.target, s.answer, s.list = "", nil, nil
		s.problem = ad.AsProblem(err, ad.ProblemUsage, "reading the target")
		return nil
	}
	s.target = names.Typed(t, typed)
	s.asking, s.problem, s.answer, s.list = true, nil, nil, nil
	ask, target := s.world.Access.Names, s.target
	return screen.Task{Slot: "names", Name: "asking for the names of " + target, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		a, p := ask(ctx, target)
		return answered{a, p}
	}}
}

// Take takes the answer, or what was typed.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case answered:
		s.asking, s.problem = false, msg.problem
		if msg.problem == nil {
			s.answer = &msg.answer
			s.fill()
		}
	case screen.Failed, screen.Outdated:
		s.asking = false
	case screen.NewLogin:
		if s.target != "" && s.world.Access.Names != nil {
			return s.ask(s.target) // another login may see more, or less
		}
	case dialog.Answer:
		switch {
		case !msg.OK && s.target == "":
			return screen.Up{}
		case msg.OK:
			return s.ask(strings.TrimSpace(msg.Value))
		}
	}
	return nil
}

// fill makes the table.
func (s *Screen) fill() {
	s.list = nil
	for _, c := range s.answer.Clients {
		if len(c.Names) == 0 {
			s.list = append(s.list, row{client: c})
		}
		for i, n := range c.Names {
			s.list = append(s.list, row{c, n.SPN, n.Why, i + 1})
		}
	}
	s.table.Columns = []widget.Column{{Title: "Client", Flex: 2, Min: 16}, {Title: "#", Right: true, Min: 1},
		{Title: "SPN", Flex: 3, Min: 20, Mid: true}, {Title: "Owner", Flex: 1, Min: 11, Max: 24}}
	s.table.Rows = nil
	for _, r := range s.list {
		m := s.owner(r.spn)
		s.table.Rows = append(s.table.Rows, []widget.Span{widget.S(theme.Plain, r.client.Client), widget.S(theme.Dim, r.place()),
			widget.S(theme.Plain, r.shown()), widget.S(m.Role, strings.TrimSpace(m.Glyph+" "+m.Word))})
	}
	s.table.List.Clamp(s.table.Len())
}

func (r row) place() string {
	if r.order == 0 {
		return ""
	}
	return string(rune('0' + min(r.order, 9)))
}

func (r row) shown() string {
	if r.spn == "" {
		return "none"
	}
	return screen.MarkedText(r.spn)
}

// owner is what is known of an SPN's owner, in a word.
func (s *Screen) owner(spn string) theme.Mark {
	if spn == "" {
		return theme.Mark{}
	}
	o, asked := s.answer.Owners[strings.ToLower(spn)]
	switch {
	case !asked:
		return theme.Mark{Glyph: "?", Word: "not looked up", Role: theme.Doubt}
	case len(o.Owners) > 1:
		return theme.Mark{Glyph: "✗", Word: "duplicate", Role: theme.Bad}
	case len(o.Owners) == 1:
		return theme.Mark{Glyph: "✓", Word: screen.FirstName(o.Owners[0]), Role: theme.Good}
	case !o.Known:
		return theme.Mark{Glyph: "?", Word: "not known", Role: theme.Doubt}
	}
	return theme.Mark{Glyph: "✗", Word: "no owner", Role: theme.Bad}
}

// under is the row under the cursor; ok is false where there is none.
func (s *Screen) under() (r row, ok bool) {
	if i := s.table.At(); i >= 0 && i < len(s.list) {
		return s.list[i], true
	}
	return row{}, false
}
