package keytab

import (
	"context"

	"adwalk/diag/keytabs"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
)

// attempt is the login that the row under the cursor stands for.
func (s *Screen) attempt() keytabs.Attempt {
	a, ok := s.under()
	if !ok {
		return keytabs.Attempt{}
	}
	if e, onEntry := s.entry(); onEntry {
		return a.LoginWith(e)
	}
	return a.LoginAs()
}

// consent asks before the one attempt. Enter alone does not agree.
func (s *Screen) consent() screen.Action {
	try := s.attempt()
	return screen.Dialog{Dialog: &dialog.Choice{ID: loginID, Careful: true, Head: "Log in with this keytab?", Leave: "cancel",
		Wrapped: []string{"One login as " + screen.MarkedText(try.As) + " with the key of " + screen.MarkedText(try.KeysOf) + " is sent to the KDC. A key that does not fit counts there as a wrong password and may lock the account. It is not repeated; you stay signed in as you are."},
		Options: []dialog.Option{{Key: "l", Word: "log in once", Value: "login"}}}}
}

// logIn sends the one attempt.
func (s *Screen) logIn() screen.Action {
	send, file, try := s.world.Access.KeytabLogin, s.file, s.attempt()
	if send == nil || try.KeysOf == "" {
		return nil
	}
	s.login, s.problem = nil, nil
	return screen.Task{Slot: "login", Name: "logging in as " + try.As, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		l, p := send(ctx, file, try)
		return loggedIn{l, p}
	}}
}
