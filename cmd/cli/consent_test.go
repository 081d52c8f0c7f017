package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// On a terminal the word is asked for; only that word goes on.
func TestConsentIsTyped(t *testing.T) {
	for typed, want := range map[string]int{"yes\n": ExitOK, "y\n": ExitRefused, "\n": ExitRefused} {
		master, tty, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer master.Close()
		defer tty.Close()
		go func() { _, _ = io.Copy(io.Discard, master) }() // the echo
		if _, err := master.WriteString(typed); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		code := Run(t.Context(), []string{"s4u", "--lab", "--scenario", "healthy", "--user", "FE1", "--for", "alice", "HTTP/BE1"},
			Streams{In: tty, Out: &out, Err: &errs})
		if code != want || !strings.Contains(errs.String(), "security log records it") {
			t.Errorf("%q: exit %d: %s %s", typed, code, out.String(), errs.String())
		}
		if (out.Len() > 0) != (want == ExitOK) {
			t.Errorf("%q: printed %s", typed, out.String())
		}
	}
}
