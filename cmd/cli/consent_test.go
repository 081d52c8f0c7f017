package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/creack/pty"

	"adwalk/cmd/app"
)

// On a terminal the word is asked for; only that word goes on.
func TestConsentIsTyped(t *testing.T) {
	for typed, want := range map[string]int{"yes\n": app.ExitOK, "y\n": app.ExitRefused, "\n": app.ExitRefused} {
		master, tty, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer master.Close()
		defer tty.Close()
		go func() { _, _ = io.Copy(io.Discard, master) }()     // the echo
		if _, err := master.WriteString("yes\n"); err != nil { // before the question: no answer to it
			t.Fatal(err)
		}
		var out bytes.Buffer
		errs := &answering{to: master, text: typed}
		code := Run(t.Context(), []string{"s4u", "--lab", "--scenario", "healthy", "--user", "FE1", "--for", "alice", "HTTP/BE1"},
			app.Streams{In: tty, Out: &out, Err: errs})
		if code != want || !strings.Contains(errs.String(), "security log records it") {
			t.Errorf("%q: exit %d: %s %s", typed, code, out.String(), errs.String())
		}
		if (out.Len() > 0) != (want == app.ExitOK) {
			t.Errorf("%q: printed %s", typed, out.String())
		}
	}
}

// answering keeps what is written and types an answer once it is asked for.
type answering struct {
	bytes.Buffer
	to   io.Writer
	text string
}

func (a *answering) Write(b []byte) (int, error) {
	n, err := a.Buffer.Write(b)
	if strings.Contains(string(b), "to continue") {
		_, _ = io.WriteString(a.to, a.text)
	}
	return n, err
}
