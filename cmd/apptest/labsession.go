package apptest

import (
	"io"
	"strings"
	"testing"

	"adwalk/ad/lab"
	"adwalk/cmd/app"
)

// LabSession starts a lab and returns a session on it.
func LabSession(t *testing.T, scenario string, changes ...func(*app.Flags)) *app.Session {
	t.Helper()
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Lab: true, Scenario: scenario, Timeout: 5e9, Parallel: 4}}
	t.Cleanup(s.Close)
	for _, change := range changes {
		change(&s.Flags)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// TheLab is the embedded forest of a session.
func TheLab(s *app.Session) *lab.Lab {
	l, _ := s.Embedded()
	return l.(*lab.Lab)
}
