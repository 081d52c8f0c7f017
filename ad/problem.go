package ad

import (
	"errors"
	"strings"
)

// ProblemKind sorts problems by what a caller does about them.
type ProblemKind string

// The kinds of Problem. The command line maps them to exit codes.
const (
	ProblemUsage       ProblemKind = "usage"       // the operator's input cannot be used
	ProblemUnreachable ProblemKind = "unreachable" // nothing answered, or not in time
	ProblemLogin       ProblemKind = "login"       // the credentials were refused
	ProblemNoRight     ProblemKind = "no-right"    // the directory hides or refuses it
	ProblemNotFound    ProblemKind = "not-found"   // what was named does not exist
	ProblemRefused     ProblemKind = "refused"     // read-only, not confirmed, precondition gone
	ProblemProtocol    ProblemKind = "protocol"    // the other side answered nonsense
	ProblemNotAsked    ProblemKind = "not-asked"   // deliberately not done (probes off, step skipped)
	ProblemNoWay       ProblemKind = "no-way"      // nothing here can ask it, though the answer is wanted
	ProblemCancelled   ProblemKind = "cancelled"   // the operator stopped it

	ProblemContradicted ProblemKind = "contradicted" // two sources say different things
)

// Problem is an error as a person needs it: what went wrong, why, and what to
// do about it. It is also the reason that a fact carries when it is not known.
type Problem struct {
	Kind ProblemKind `json:"kind"`
	What string      `json:"what"`          // what was being done and failed
	Why  string      `json:"why,omitempty"` // the reason, with the account and the server named
	Do   string      `json:"do,omitempty"`  // what the operator can do next
	// Input is an input of the guide that would answer it, with an example: "user=NAME".
	Input string `json:"input,omitempty"`
	Err   error  `json:"-"` // the cause, for errors.Is and errors.As
}

// Error renders the problem on one line, as a command line says it: "what: why (do)".
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.What)
	if p.Why != "" {
		b.WriteString(": " + p.Why)
	}
	if do := p.Advice().Words(Option); do != "" {
		b.WriteString(" (" + do + ")")
	}
	return b.String()
}

// Advice is what the operator can do next.
func (p *Problem) Advice() Advice { return Advice{Text: p.Do, Input: p.Input} }

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// AsProblem returns the Problem inside err, or one of the given kind made from
// it. It returns nil for a nil error.
func AsProblem(err error, kind ProblemKind, what string) *Problem {
	if err == nil {
		return nil
	}
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return &Problem{Kind: kind, What: what, Why: err.Error(), Err: err}
}
