package services

import (
	"context"
	"errors"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

const (
	doAsk   screen.Intent = "ask"
	doName  screen.Intent = "name"
	doAgain screen.Intent = "again"
	doCopy  screen.Intent = "copy"

	targetID = "target"
	spnID    = "spn"
)

// Screen is the answers of one service's addresses.
type Screen struct {
	world *screen.World

	target, spn string
	asking      bool
	answers     []answer
	owners      *lookup.OwnerSet
	note        string // why the owners are not known
	table       widget.Table
	sifts       screen.Sift
	rows        int
}

// answer is one address, judged.
type answer struct {
	ad.ProbeResult
	checks.ServiceJudgement
}

type asked struct {
	results []ad.ProbeResult
	owners  *lookup.OwnerSet
	note    string
}

// New returns the screen. First is a target, and
// after a space an SPN, to ask at once; it may be empty.
func New(world *screen.World, first string) *Screen {
	target, spn, _ := strings.Cut(first, " ")
	return &Screen{world: world, target: target, spn: strings.TrimSpace(spn)}
}

// Open asks the first target, or for one.
func (s *Screen) Open() screen.Action {
	switch {
	case s.world.Access.Prober == nil:
		return nil
	case s.target == "":
		return s.prompt()
	}
	return s.ask()
}

func (s *Screen) prompt() screen.Action {
	p := &dialog.Prompt{ID: targetID, Head: "Show a ticket to a service", Hint: "https://mail.contoso.com/ews/", Check: given,
		Text: []string{"What a client is given: https://…, http://…, ldap://…, smtp://…; a bare host is a secure web site. No password is sent, no page is read; the service's log may show one login."}}
	p.Suggest(s.target)
	return screen.Dialog{Dialog: p}
}

func given(v string) error {
	if strings.TrimSpace(v) == "" {
		return errors.New("nothing was typed")
	}
	return nil
}

// ask asks every address of the target and finds who holds the name.
func (s *Screen) ask() screen.Action {
	if s.spn != "" {
		if _, err := ad.ParseSPN(s.spn); err != nil {
			return screen.Note{Status: diag.Manual, Text: ad.AsProblem(err, ad.ProblemUsage, "naming the SPN").Error()}
		}
	}
	s.asking, s.answers = true, nil
	prober, dir, req := s.world.Access.Prober, s.world.Access.Directory, ad.ProbeRequest{Target: s.target, SPN: s.spn}
	return screen.Task{Slot: "probe", Name: "showing a ticket to " + s.target, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		out := asked{results: prober.Probe(ctx, req)}
		switch {
		case len(out.results) == 0 || out.results[0].SPN == "":
		case dir == nil:
			out.note = "no domain controller is connected"
		default:
			found, err := lookup.OwnersWithAlias(ctx, dir, out.results[0].SPN)
			if err != nil {
				out.note = err.Error()
			} else {
				out.owners = &found
			}
		}
		return out
	}}
}

// Take takes answers, or what was typed.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case asked:
		s.asking, s.owners, s.note, s.answers = false, msg.owners, msg.note, nil
		for _, r := range msg.results {
			s.answers = append(s.answers, answer{r, checks.JudgeService(r, msg.owners)})
		}
		// The first that is not well is what the operator came for.
		s.table.List = widget.List{Cursor: max(0, slices.IndexFunc(s.answers, func(a answer) bool { return a.Verdict != diag.OK }))}
	case screen.Failed, screen.Outdated:
		s.asking = false
	case screen.NewLogin:
		s.answers, s.owners, s.note = nil, nil, "" // they were given to somebody else
	case dialog.Answer:
		v := strings.TrimSpace(msg.Value)
		switch {
		case !msg.OK && s.target == "":
			return screen.Up{}
		case !msg.OK:
		case msg.ID == targetID:
			if v != s.target {
				s.spn = "" // of another service
			}
			s.target = v
			return s.ask()
		case msg.ID == spnID:
			s.spn = v
			return s.ask()
		}
	}
	return nil
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.target == "" {
		return "Services"
	}
	return "Services › " + s.target
}

// Aside is the name that the ticket is for.
func (s *Screen) Aside() widget.Line {
	if len(s.answers) > 0 {
		return widget.Text(0, s.answers[0].SPN)
	}
	return widget.Text(0, s.spn)
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	ask := screen.Binding{Keys: []string{"a", "enter"}, Intent: doAsk, Help: "ask a service", Long: "name a service and show it a ticket, at each of its addresses", Effect: screen.Ask}
	name := screen.Binding{Keys: []string{"n"}, Intent: doName, Help: "another SPN", Long: "show a ticket for another name to the same service", Effect: screen.Ask}
	again := screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Long: "ask the same service again", Effect: screen.Ask}
	if s.target == "" {
		name.Why = "no service is named yet"
		again.Why = name.Why
	}
	if s.world.Access.Prober == nil {
		ask.Why = noProber
		name.Why, again.Why = noProber, noProber
	}
	y := screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy all answers as text"}
	if len(s.answers) == 0 {
		y.Why = "no service has answered yet"
	}
	return append([]screen.Binding{ask, name, again, y}, s.sift().Bindings()...)
}

const noProber = "services are not asked: this console was started with --no-probes"

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doAsk:
		return s.prompt()
	case doName:
		p := &dialog.Prompt{ID: spnID, Head: "Which SPN the ticket is for", Hint: "empty: the one that a client of " + s.target + " asks for",
			Text: []string{"Empty: the SPN that clients use."}, Check: func(v string) error {
				if strings.TrimSpace(v) == "" {
					return nil
				}
				_, err := ad.ParseSPN(strings.TrimSpace(v))
				return err
			}}
		p.Suggest(s.spn)
		return screen.Dialog{Dialog: p}
	case doAgain:
		return s.ask()
	}
	return screen.Copy{What: "the answers", Text: s.text()}
}

// Move moves among the addresses.
func (s *Screen) Move(key string) bool {
	return s.table.Move(key, s.rows)
}

// sift filters and sorts the addresses.
func (s *Screen) sift() *screen.Sift {
	s.sifts.Table = &s.table
	return &s.sifts
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.sifts.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.sifts.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) { return nil, s.sift().Type(k) }

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool { return s.sift().Leave() }
