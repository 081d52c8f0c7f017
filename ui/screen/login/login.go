package login

import (
	"cmp"
	"errors"
	"strings"

	"adwalk/ad"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doServer   screen.Intent = "server"
	doPassword screen.Intent = "password"
	doKeytab   screen.Intent = "keytab"

	serverID = "server"
	trustID  = "trust"
	whoID    = "who"
	secretID = "secret"
	keytabID = "keytab"
	keyOfID  = "key-of"
)

// Screen asks for a server and a login.
type Screen struct {
	world   *screen.World
	server  string // asked for when the screen opens
	who     string // typed so far
	keytab  string
	problem *ad.Problem
	done    bool // somebody was logged in here
}

// New returns the screen. A server is connected to at once; it may be empty.
func New(world *screen.World, server string) *Screen {
	return &Screen{world: world, server: strings.TrimSpace(server)}
}

// Open asks for what is missing first: a server, then a login.
func (s *Screen) Open() screen.Action {
	switch {
	case s.server != "":
		return s.reach(s.server, "")
	case s.world.Status.Server == "" && s.world.CanLogin(screen.AtServer):
		return s.askServer()
	}
	return nil
}

// Title is the crumb.
func (s *Screen) Title() string { return "Log in" }

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	const cannot = "this console cannot change its login"
	table := []struct {
		b    screen.Binding
		kind screen.LoginKind
	}{
		{screen.Binding{Keys: []string{"p", "enter"}, Intent: doPassword, Help: "password", Long: "log in with a password"}, screen.WithPassword},
		{screen.Binding{Keys: []string{"k"}, Intent: doKeytab, Help: "keytab", Long: "log in with a key from a keytab"}, screen.WithKeytab},
		{screen.Binding{Keys: []string{"s"}, Intent: doServer, Help: "server", Long: "connect to another domain controller"}, screen.AtServer},
	}
	var out []screen.Binding
	for _, t := range table {
		t.b.Effect = screen.Ask
		switch {
		case !s.world.CanLogin(t.kind) && t.kind == screen.AtServer && s.world.Status.Lab:
			t.b.Why = "the lab is its own domain controller"
		case !s.world.CanLogin(t.kind):
			t.b.Why = cannot
		case s.world.Connecting:
			t.b.Why = "already connecting; ctrl+x stops"
		}
		out = append(out, t.b)
	}
	return out
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doServer:
		return s.askServer()
	case doKeytab:
		return screen.Dialog{Dialog: &dialog.Prompt{ID: keytabID, Head: "Log in with a keytab", Text: []string{"The path of the keytab on this machine. It is read once."}, Hint: "/etc/krb5.keytab", Check: given}}
	}
	return s.askWho("")
}

func (s *Screen) askServer() screen.Action {
	p := &dialog.Prompt{ID: serverID, Head: "Which domain controller?", Hint: "dc1.contoso.com or ldaps://dc1.contoso.com", Check: given,
		Text: []string{"A host name, or a URL. Without ldaps:// the connection is sealed with Kerberos or starts TLS; nothing is sent in clear text."}}
	p.Suggest(s.world.Status.Server)
	return screen.Dialog{Dialog: p}
}

func (s *Screen) askWho(who string) screen.Action {
	p := &dialog.Prompt{ID: whoID, Head: "Log in with a password", Text: []string{"User name, UPN or DOMAIN\\name. Without a realm it is taken as one of " + cmp.Or(s.world.Status.Realm, "the server's realm") + "."}, Hint: "alice@CONTOSO.COM", Check: given}
	p.Suggest(cmp.Or(who, s.world.Status.Identity))
	return screen.Dialog{Dialog: p}
}

func (s *Screen) reach(server, fingerprint string) screen.Action {
	s.server, s.problem = server, nil
	return screen.Join{Name: "connecting to " + server, Done: "connected to " + server, Login: screen.Login{Kind: screen.AtServer, Server: server, Fingerprint: fingerprint}}
}

func given(v string) error {
	if strings.TrimSpace(v) == "" {
		return errors.New("nothing was typed")
	}
	return nil
}

// Take takes a dialog's answer, or how a login ended.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case dialog.Answer:
		return s.answered(msg)
	case screen.Joined:
		return s.joined(msg)
	}
	return nil
}

// answered takes a step of the dialogs.
func (s *Screen) answered(a dialog.Answer) screen.Action {
	if !a.OK {
		s.who, s.keytab = "", ""
		return nil
	}
	v := strings.TrimSpace(a.Value)
	switch a.ID {
	case serverID:
		return s.reach(v, "")
	case trustID:
		return s.reach(s.server, v)
	case whoID:
		s.who = v
		return screen.Dialog{Dialog: &dialog.Secret{ID: secretID, Head: "Password for " + v,
			Text: []string{"It is sent once. If it is refused, nothing tries it again: failed attempts count towards the lockout."}}}
	case keytabID:
		s.keytab = v
		return screen.Dialog{Dialog: &dialog.Prompt{ID: keyOfID, Head: "Log in with " + v, Text: []string{"Which principal's key to use. Empty is the first in the keytab."}, Hint: "the first in the keytab"}}
	case keyOfID:
		return s.login(screen.Login{Kind: screen.WithKeytab, Principal: v, Keytab: s.keytab}, cmp.Or(v, "the first principal of "+s.keytab))
	case secretID:
		return s.login(screen.Login{Kind: screen.WithPassword, Principal: s.who, Password: a.Secret}, s.who)
	}
	return nil
}

func (s *Screen) login(l screen.Login, name string) screen.Action {
	s.problem = nil
	return screen.Join{Name: "logging in as " + name, Done: "logged in as " + name + ", in memory only", Login: l}
}

// joined goes on: to the question whether to trust a certificate, to the login
// at a new server, or back to where the operator came from.
func (s *Screen) joined(j screen.Joined) screen.Action {
	s.problem = j.Problem
	var untrusted *screen.Untrusted
	switch {
	case j.Problem == nil && j.Login.Kind == screen.AtServer && s.world.Status.Identity == "":
		return s.askWho("")
	case j.Problem == nil:
		s.done = true
		return screen.Up{}
	case errors.As(j.Problem, &untrusted):
		return s.askTrust(*untrusted)
	case j.Login.Kind == screen.AtServer && j.Problem.Kind == ad.ProblemLogin:
		return s.askWho("") // the server answers, but not logged in
	}
	if s.world.Status.Protection == "" {
		return screen.Note{Status: "fail", Text: "Login failed. Not signed in."}
	}
	return screen.Note{Status: "fail", Text: "Login failed. Still signed in as before."}
}

// askTrust shows a certificate's fingerprint for a decision.
func (s *Screen) askTrust(u screen.Untrusted) screen.Action {
	return screen.Dialog{Dialog: &dialog.Choice{ID: trustID, Careful: true, Head: "Trust this certificate for this session?",
		Wrapped: []string{"No trusted authority signed the certificate of " + u.Server + ". Compare the fingerprint with your CA's before you accept it: whoever holds this certificate can pose as the server.",
			"Certificate  " + u.Subject + ", valid until " + u.Until, "SHA-256      " + spaced(u.Fingerprint)},
		Options: []dialog.Option{{Key: "a", Word: "accept for this session", Value: u.Fingerprint}}}}
}

// spaced is a fingerprint in groups of four, to be compared by eye.
func spaced(hex string) string {
	var out []string
	for len(hex) > 4 {
		out, hex = append(out, strings.ToUpper(hex[:4])), hex[4:]
	}
	return strings.Join(append(out, strings.ToUpper(hex)), " ")
}

// Move moves nothing.
func (s *Screen) Move(string) bool { return false }

// View draws who is logged in and how to change it.
func (s *Screen) View(w, _ int) []widget.Line {
	out := screen.ProblemLines(s.problem, w)
	st := s.world.Status
	for _, r := range [][2]string{{"Server", cmp.Or(st.Server, "not connected")}, {"Realm", cmp.Or(st.Realm, "not known")}, {"Signed in as", cmp.Or(st.Identity, "not signed in")}, {"Protection", cmp.Or(st.Protection, "not connected")}} {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, " "+r[0]+strings.Repeat(" ", 14-len(r[0])))}, theme.Plain, r[1], w-1)...)
	}
	out = append(out, widget.Line{})
	for _, b := range s.Bindings() {
		role, text := theme.Plain, b.Long
		if b.Why != "" {
			role, text = theme.Dim, text+" (not now: "+b.Why+")"
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Key, " "+b.Label()+"  ")}, role, text, w-1)...)
	}
	out = append(out, widget.Line{})
	return append(out, widget.Wrap(theme.Dim, " Tickets obtained here are held in this program and gone when it ends. No credential cache is written. To use one of your caches, press esc and then t.", w-1, 1)...)
}
