package apptest

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"adwalk/cmd/app"

	"github.com/spf13/cobra"
)

// Printed is what a command wrote and how it ended.
type Printed struct {
	Out, Err string
	Code     int
}

// Run runs a command of a session, as a command line would with these arguments.
func Run(t *testing.T, s *app.Session, command func(*app.Session) *cobra.Command, args ...string) Printed {
	t.Helper()
	var out, errs bytes.Buffer
	s.Out, s.Err = &out, &errs
	cmd := command(s)
	cmd.SetArgs(args)
	cmd.SetOut(&out)
	cmd.SetErr(io.Discard)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	err := cmd.ExecuteContext(t.Context())
	s.Explain(err)
	return Printed{out.String(), errs.String(), app.Code(err)}
}

// Alone is a session that has asked nobody, with a text as its standard input.
func Alone(t *testing.T, in string, changes ...func(*app.Flags)) *app.Session {
	t.Helper()
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(in), Out: io.Discard, Err: io.Discard}, Flags: app.Flags{Timeout: 5e9, Parallel: 4}}
	for _, change := range changes {
		change(&s.Flags)
	}
	t.Cleanup(s.Close)
	return s
}

// Case is one run of a command.
type Case struct {
	Name string
	Args []string
	Code int
	Out  []string // parts of what it prints
	Err  []string // parts of what it says on standard error
	Not  []string // what it says nowhere
}

// Cases runs a command for each case, on a session of its own from start.
func Cases(t *testing.T, start func(t *testing.T) *app.Session, command func(*app.Session) *cobra.Command, cases []Case) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Helper()
			got := Run(t, start(t), command, c.Args...)
			got.Hold(t, c)
		})
	}
}

// Hold compares a run with what a case expects.
func (p Printed) Hold(t *testing.T, c Case) {
	t.Helper()
	if p.Code != c.Code {
		t.Errorf("exit code %d, want %d", p.Code, c.Code)
	}
	for _, want := range c.Out {
		if !strings.Contains(p.Out, want) {
			t.Errorf("does not print %q", want)
		}
	}
	for _, want := range c.Err {
		if !strings.Contains(p.Err, want) {
			t.Errorf("does not say %q", want)
		}
	}
	for _, never := range c.Not {
		if strings.Contains(p.Out+p.Err, never) {
			t.Errorf("says %q", never)
		}
	}
	if t.Failed() {
		t.Logf("standard output\n%s\nstandard error\n%s", p.Out, p.Err)
	}
}

// JSON decodes what a command printed, which is one value.
func (p Printed) JSON(t *testing.T, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(p.Out))
	if err := d.Decode(into); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, p.Out)
	}
	if d.More() {
		t.Errorf("more than one JSON value:\n%s", p.Out)
	}
}
