package tickets

import (
	"context"
	"fmt"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

const (
	doOpen  screen.Intent = "open"
	doAsk   screen.Intent = "ask"
	doAgain screen.Intent = "again"
	doCache screen.Intent = "cache"
	doCopy  screen.Intent = "copy"
	doMore  screen.Intent = "details"
	askID                 = "ask"
)

// Screen is the caches and, above them, the last answer of the KDC.
type Screen struct {
	world *screen.World
	first string // an SPN to ask for when the screen opens

	caches  []ad.CredCache
	current int
	loaded  bool
	problem *ad.Problem
	answer  *ad.TicketResult
	answers []ad.TicketResult // the latest last
	asked   string
	table   widget.Table
	filled  time.Time // when the table was made
	sifts   screen.Sift
	rows    int
}

// New returns the screen. A first SPN is asked for at once.
func New(world *screen.World, first string) *Screen {
	return &Screen{world: world, first: first}
}

type listed struct {
	caches []ad.CredCache
	err    error
}

// Open reads the caches.
func (s *Screen) Open() screen.Action {
	out := screen.Several{s.read()}
	if s.first != "" {
		out = append(out, s.ask(s.first))
		s.first = ""
	}
	return out
}

func (s *Screen) read() screen.Action {
	lists := s.world.Access.Caches
	if lists == nil {
		s.loaded = true
		return nil
	}
	return screen.Task{Slot: "read", Name: "reading the credential caches", Do: func(ctx context.Context, _ func(any)) any {
		caches, err := lists.Caches(ctx)
		return listed{caches, err}
	}}
}

// ask asks the KDC for a name.
func (s *Screen) ask(spn string) screen.Action {
	asker := s.world.Access.Tickets
	if asker == nil {
		return screen.Note{Status: diag.Manual, Text: "there is no Kerberos login to ask with: kinit, or --user, --keytab, --ccache"}
	}
	parsed, err := ad.ParseSPN(spn)
	if err != nil {
		s.problem = ad.AsProblem(err, ad.ProblemUsage, "asking for a ticket")
		return nil
	}
	s.problem, s.asked = nil, parsed.String()
	req := ad.TicketRequest{SPN: parsed.String()}
	return screen.Task{Slot: "ask", Name: "asking the KDC for " + req.SPN, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		return asker.Ask(ctx, req)
	}}
}

// Take takes caches, a KDC's answer, or a name that was typed.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case listed:
		s.loaded = true
		s.caches = msg.caches
		s.current = min(s.current, max(0, len(s.caches)-1))
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemNotFound, "reading the credential caches")
		}
		s.fill()
	case ad.TicketResult:
		s.answer = &msg
		s.answers = append(s.answers[max(0, len(s.answers)+1-maxAnswers):], msg)
	case screen.NewLogin:
		return s.renewed()
	case screen.Joined:
		return s.joined(msg)
	case dialog.Answer:
		if msg.OK && msg.ID == askID && msg.Value != "" {
			return s.ask(msg.Value)
		}
	}
	return nil
}

// Title is the crumb.
func (s *Screen) Title() string {
	if len(s.caches) == 0 {
		return "Tickets"
	}
	title := "Tickets › " + s.caches[s.current].Name
	if len(s.caches) > 1 {
		title += fmt.Sprintf(" (%d of %d)", s.current+1, len(s.caches))
	}
	return title
}

// Aside says whose tickets they are.
func (s *Screen) Aside() widget.Line {
	if len(s.caches) == 0 {
		return widget.Line{}
	}
	return widget.Text(0, s.caches[s.current].Principal)
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	ask := screen.Binding{Keys: []string{"a"}, Intent: doAsk, Help: "ask for an SPN", Long: "ask the KDC for a ticket, past every cache", Effect: screen.Ask}
	if s.world.Access.Tickets == nil {
		ask.Why = "there is no Kerberos login to ask with: kinit, or --user, --keytab, --ccache"
	}
	open := screen.Binding{Keys: []string{"enter"}, Intent: doOpen, Help: "ask for this one", Long: "ask the KDC for the ticket under the cursor again", Effect: screen.Ask}
	if len(s.table.Rows) == 0 {
		open.Why = "there is no ticket in this cache"
	} else if s.world.Access.Tickets == nil {
		open.Why = ask.Why
	}
	next := screen.Binding{Keys: []string{"tab"}, Intent: doCache, Help: "next cache", Quiet: len(s.caches) < 2}
	if next.Quiet {
		next.Why = "there is no other cache"
	}
	ask.Help = "ask"
	open.Help = "ask this"
	more := screen.Binding{Keys: []string{"i"}, Intent: doMore, Help: "details", Long: "all of the ticket under the cursor, its flags explained, and the KDC's answers so far"}
	if len(s.table.Rows) == 0 && len(s.answers) == 0 {
		more.Why = "there is no ticket in this cache, and nothing was asked"
	}
	out := append([]screen.Binding{ask, open, more}, s.loginKeys()...)
	out = append(out, s.sift().Bindings()...)
	return append(out, next,
		screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "read again"},
		screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the KDC's answer, or the list"})
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doAsk:
		p := &dialog.Prompt{ID: askID, Head: "Ask the KDC for a ticket", Text: []string{"The request goes to the KDC itself; no cache is read or written."}, Hint: "http/mail.contoso.lab",
			Check: func(v string) error { _, err := ad.ParseSPN(v); return err }}
		p.Suggest(s.asked)
		return screen.Dialog{Dialog: p}
	case doAgain:
		return s.read()
	case doCache:
		s.current = (s.current + 1) % len(s.caches)
		s.fill()
	case doOpen:
		return s.ask(s.underCursor())
	case doMore:
		return s.details()
	case doUse, doLogin, doRenew:
		return s.change(i)
	case doCopy:
		return screen.Copy{What: "the tickets", Text: s.text()}
	}
	return nil
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool {
	return s.table.Move(key, s.rows)
}

// sift filters and sorts the list.
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
