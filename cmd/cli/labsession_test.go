package cli

import (
	"io"
	"strings"
	"testing"

	"adwalk/ad/lab"
)

// labSession starts a lab and returns a session on it.
func labSession(t *testing.T, scenario string, changes ...func(*Flags)) *Session {
	t.Helper()
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	s := &Session{Streams: Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: Flags{Lab: true, Scenario: scenario, Timeout: 5e9, Parallel: 4}}
	t.Cleanup(s.Close)
	for _, change := range changes {
		change(&s.Flags)
	}
	if err := s.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// theLab is the embedded forest of a session.
func theLab(s *Session) *lab.Lab {
	l, _ := s.embedded()
	return l.(*lab.Lab)
}
