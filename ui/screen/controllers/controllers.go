package controllers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doAgain screen.Intent = "again"
	doCopy  screen.Intent = "copy"
)

// Screen shows the RootDSE decoded.
type Screen struct {
	world   *screen.World
	info    ad.DirectoryInfo
	known   bool
	problem *ad.Problem
	pager   widget.Pager
	rows    int
	n       int

	account, attribute string // to compare
	asking, heard      bool
	all                checks.Controllers
	unheard            *ad.Problem // why there is no comparison
	table              widget.Table
	sifts              screen.Sift
}

// New returns the screen.
func New(world *screen.World) *Screen {
	return &Screen{world: world, attribute: "servicePrincipalName"}
}

type answer struct {
	info ad.DirectoryInfo
	err  error
}

// Open asks for the RootDSE, and every controller.
func (s *Screen) Open() screen.Action { return screen.Several{s.askOne(), s.askAll()} }

func (s *Screen) askOne() screen.Action {
	if s.world.Access.Directory == nil {
		s.problem = screen.NoDirectory(s.world)
		return nil
	}
	dir := s.world.Access.Directory
	return screen.Task{Slot: "info", Name: "asking the domain controller", Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		info, err := dir.Info(ctx)
		return answer{info, err}
	}}
}

// Take takes the answer.
func (s *Screen) Take(msg any) screen.Action {
	switch m := msg.(type) {
	case screen.NewLogin:
		return s.Open()
	case compared:
		s.asking, s.unheard = false, m.problem
		// What was answered to another question does not stand below this one.
		s.all, s.heard = m.answer, m.problem == nil
		s.fill()
	case screen.Failed:
		s.asking = false
	case dialog.Answer:
		return s.answered(m)
	}
	if a, ok := msg.(answer); ok {
		s.problem = ad.AsProblem(a.err, ad.ProblemUnreachable, "asking the domain controller")
		if a.err == nil {
			s.info, s.known = a.info, true
		}
	}
	return nil
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.account != "" {
		return "Domain controllers › " + s.account
	}
	return "Domain controllers"
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	compare := screen.Binding{Keys: []string{"c"}, Intent: doCompare, Help: "compare an account", Long: "read an attribute of an account on every domain controller", Effect: screen.Ask}
	if s.world.Access.Controllers == nil {
		compare.Why = "this console knows one domain controller only"
	}
	return append([]screen.Binding{
		compare,
		{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Effect: screen.Ask},
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy all of it as text"},
	}, s.sift().Bindings()...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	if i == doAgain {
		return s.Open()
	}
	if i == doCompare {
		return s.question()
	}
	var b strings.Builder
	b.WriteString(s.comparison())
	for _, r := range s.facts() {
		fmt.Fprintf(&b, "%-18s %s\n", r[0], r[1])
	}
	return screen.Copy{What: "the controller's facts", Text: b.String()}
}

// Move scrolls.
func (s *Screen) Move(key string) bool { return s.pager.Move(key, s.n, s.rows) }

// facts is what is known, name and value.
func (s *Screen) facts() [][2]string {
	if !s.known {
		return nil
	}
	i := s.info
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	clock := "not given"
	if !i.Time.IsZero() && !i.At.IsZero() {
		off := i.Time.Sub(i.At).Round(time.Second)
		switch {
		case off > 0:
			clock = "ahead of ours by " + off.String()
		case off < 0:
			clock = "behind ours by " + (-off).String()
		default:
			clock = "as ours, to the second"
		}
		if off.Abs() > 5*time.Minute {
			clock += "; Kerberos refuses more than five minutes"
		}
	}
	return [][2]string{
		{"Server", i.Server}, {"Realm", i.Realm}, {"Domain", i.Domain}, {"Forest root", i.Forest},
		{"Configuration", i.Configuration}, {"Schema", i.Schema},
		{"Global catalog", yes(i.GlobalCatalog)}, {"Domain level", level(i.DomainLevel)}, {"Forest level", level(i.ForestLevel)},
		{"Highest USN", fmt.Sprint(i.HighestUSN)}, {"SASL", strings.Join(i.SASL, ", ")},
		{"Protection", i.Protection}, {"Bound as", i.As}, {"Clock", clock},
		{"Read at", i.At.UTC().Format("2006-01-02 15:04:05Z")},
	}
}

// levels are the functional levels (MS-ADTS 6.1.4.2, 6.1.4.3).
var levels = map[int]string{0: "Windows 2000", 1: "Windows Server 2003 interim", 2: "Windows Server 2003", 3: "Windows Server 2008",
	4: "Windows Server 2008 R2", 5: "Windows Server 2012", 6: "Windows Server 2012 R2", 7: "Windows Server 2016", 10: "Windows Server 2025"}

func level(n int) string {
	if name, ok := levels[n]; ok {
		return fmt.Sprintf("%d, %s", n, name)
	}
	return fmt.Sprint(n)
}

// View draws the facts.
func (s *Screen) View(w, h int) []widget.Line {
	out := s.together(w)
	if s.problem == nil || s.unheard == nil || s.asking || s.problem.Error() != s.unheard.Error() {
		out = append(out, screen.ProblemLines(s.problem, w)...)
	}
	if len(out) > 0 && s.known {
		out = append(out, widget.Text(theme.Title, " The one we talk to"))
	}
	if !s.known && s.problem == nil {
		out = append(out, widget.Text(theme.Dim, " Asking the domain controller…"))
	}
	for _, r := range s.facts() {
		role := theme.Plain
		if r[0] == "Clock" && strings.Contains(r[1], "refuses") || r[0] == "Protection" && (r[1] == "none" || strings.HasSuffix(r[1], ad.NotVerified)) {
			role = theme.Bad
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, fmt.Sprintf(" %-18s ", r[0]))}, role, r[1], w-1)...)
	}
	s.n, s.rows = len(out), h
	return s.pager.View(out, h)
}
