package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ui/safetext"
)

// The exit codes, as help and README list them.
const (
	ExitOK      = 0 // nothing wrong
	ExitFound   = 1 // something found
	ExitUsage   = 2 // the command line or a file cannot be used
	ExitUnknown = 3 // could not find out
	ExitRefused = 4 // read-only, not confirmed, or the directory said no
)

// Exit is an error that carries its code and has already been told to the
// operator, or needs no words.
type Exit struct{ Code int }

// Error implements error; nobody is shown it.
func (e Exit) Error() string { return fmt.Sprintf("exit %d", e.Code) }

// Usage makes the error for a command line that cannot be used.
func Usage(what, why, do string) error {
	return &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: why, Do: do}
}

// Misread gives the errors that come from taking a command line apart the form
// that all others have: what cannot be used, why, and where to look.
func Misread(cmd *cobra.Command, err error) error {
	var e Exit
	var p *ad.Problem
	if err == nil || errors.As(err, &e) || errors.As(err, &p) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	what, why := said(cmd, text)
	return &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: why, Do: "see " + cmd.CommandPath() + " --help", Err: err}
}

// said is what the library says of a command line, in the words of all other errors:
// what cannot be used, and why.
func said(cmd *cobra.Command, text string) (what, why string) {
	_, rest, _ := strings.Cut(text, `"`)
	word, _, quoted := strings.Cut(rest, `"`)
	switch {
	case strings.HasPrefix(text, "unknown command") && quoted && cmd.HasSubCommands():
		return text, meant(cmd.SuggestionsFor(word))
	case strings.HasPrefix(text, "unknown command") && quoted:
		return fmt.Sprintf("the argument %q", word), cmd.CommandPath() + " takes none"
	case strings.Contains(text, " arg(s), "): // too many or too few
		return own(cmd) + " with this number of arguments", "it is used as: " + cmd.UseLine()
	}
	return text, ""
}

// own is a command's path without the program's name, which stands before every error.
func own(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// Near asks about the names that are written almost like a word: "did you mean a or
// b?"; "" where there is none.
func Near(word string, names []string) string {
	c := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, n := range names {
		c.AddCommand(&cobra.Command{Use: n, Run: func(*cobra.Command, []string) {}})
	}
	return meant(c.SuggestionsFor(word))
}

func meant(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

// Verbs makes a command that only groups others refuse a word that is none of them,
// instead of printing its help as if nothing was wrong. Without a word it prints its
// help. Shows is the verb that only reads.
func Verbs(cmd *cobra.Command, shows string) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		var verbs []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				verbs = append(verbs, c.Name())
			}
		}
		do := Near(args[0], verbs)
		if do == "" {
			do = "put one of them before it: " + cmd.CommandPath() + " " + shows + " " + args[0]
		}
		return Usage(fmt.Sprintf("%s %q", own(cmd), args[0]), "its verbs are "+strings.Join(verbs, ", "), do)
	}
	return cmd
}

// Code maps an error to an exit code.
func Code(err error) int {
	var e Exit
	var p *ad.Problem
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &e):
		return e.Code
	case errors.As(err, &p):
		switch p.Kind {
		case ad.ProblemUsage:
			return ExitUsage
		case ad.ProblemRefused:
			return ExitRefused
		}
		return ExitUnknown
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return ExitUnknown
	}
	return ExitUsage // what remains comes from reading the command line
}

// ErrorAnswer is an error as JSON, on standard error.
type ErrorAnswer struct {
	Error errorParts `json:"error"`
}

type errorParts struct {
	Kind ad.ProblemKind `json:"kind"`
	What string         `json:"what"`
	Why  string         `json:"why,omitempty"`
	Do   string         `json:"do,omitempty"`
	Exit int            `json:"exit"`
}

// Explain writes an error as a person needs it: what, why, what to do; after
// --json as one JSON object.
func (s *Streams) Explain(err error) {
	var e Exit
	if err == nil || errors.As(err, &e) {
		return
	}
	p := ad.AsProblem(err, ad.ProblemUsage, "adwalk")
	if s.JSON {
		_ = WriteJSON(JSONLines{s.Err}, ErrorAnswer{errorParts{p.Kind, p.What, p.Why, p.Do, Code(err)}})
		return
	}
	fmt.Fprintf(s.Err, "adwalk: %s\n", safetext.Printable(p.What))
	s.indented("why", p.Why)
	s.indented("do", p.Do)
}

// indented writes one part of a message; the lines of an example stay lines.
func (s *Streams) indented(part, text string) {
	for i, line := range strings.Split(text, "\n") {
		switch {
		case text == "":
		case i == 0:
			fmt.Fprintf(s.Err, "  %-4s %s\n", part, safetext.Printable(line))
		default:
			fmt.Fprintf(s.Err, "       %s\n", safetext.Printable(line))
		}
	}
}

// NotWritten turns the problem of a write into the error of its command: what
// the directory refused is exit code 4, whatever its reason.
func NotWritten(p *ad.Problem) error {
	switch {
	case p == nil:
		return nil
	case p.Kind == ad.ProblemNoRight, p.Kind == ad.ProblemNotFound, p.Kind == ad.ProblemUsage:
		refused := *p
		refused.Kind, refused.Err = ad.ProblemRefused, p
		return &refused
	}
	return p
}

// Warn writes an error that ends nothing to the error stream.
func (s *Session) Warn(err error) {
	fmt.Fprintf(s.Err, "adwalk: %s\n", safetext.Printable(err.Error()))
}

// WorseExit lets what was found win over what could not be found out.
func WorseExit(a, b int) int {
	for _, c := range []int{ExitFound, ExitUnknown} {
		if a == c || b == c {
			return c
		}
	}
	return max(a, b)
}
