package cli

import "os/user"

// operator names who writes, for the journal: the directory account, and the
// login of this machine that used it.
func (s *Session) operator() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.Flags.User
	if s.directory.value != nil && who == "" {
		who = s.directory.value.As()
	}
	if u, err := user.Current(); err == nil {
		who += " (local login " + u.Username + ")"
	}
	return who
}
