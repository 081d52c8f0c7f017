package diag

import (
	"strings"

	"adwalk/ad"
)

// State is how a fact is known. Only the first two can make a check pass.
type State string

// The states of knowledge.
const (
	StateSeen         State = "seen"         // the value was read
	StateAbsent       State = "absent"       // seen to be absent: the reader could have seen it
	StateNotReadable  State = "not-readable" // the reader may not see it, or cannot tell "absent" from "hidden"
	StateNotAsked     State = "not-asked"    // nobody asked: probes off, the step was skipped, no question was put
	StateNotAnswered  State = "not-answered" // asked, and no usable answer came
	StateContradicted State = "contradicted" // two sources say different things
)

// StateOf is the state that a problem stands for; StateSeen without one.
func StateOf(p *ad.Problem) State {
	if p == nil {
		return StateSeen
	}
	switch p.Kind {
	case ad.ProblemNoRight, ad.ProblemNotFound: // not found may always mean hidden
		return StateNotReadable
	case ad.ProblemNotAsked, ad.ProblemNoWay, ad.ProblemCancelled:
		return StateNotAsked
	case ad.ProblemContradicted:
		return StateContradicted
	}
	return StateNotAnswered
}

// State says how the fact is known. A fact that nobody asked for is not asked.
func (f Fact[T]) State() State {
	switch {
	case f.Problem != nil:
		return StateOf(f.Problem)
	case f.Absence != "":
		return StateAbsent
	}
	return StateSeen
}

// Proof lets a check pass. It comes from facts that a snapshot holds as seen or
// seen to be absent, and from nothing else: its fields are private, and the zero
// value proves nothing.
type Proof struct {
	holds   bool
	problem *ad.Problem // why it does not hold
}

// Missing is why the proof does not hold, nil when it does.
func (p Proof) Missing() *ad.Problem {
	if p.holds {
		return nil
	}
	if p.problem == nil {
		return &ad.Problem{Kind: ad.ProblemNotAsked, What: "nothing proves this", Why: "no fact was read for it"}
	}
	return p.problem
}

// And joins proofs: all of them have to hold. The first that does not gives the
// reason.
func (p Proof) And(more ...Proof) Proof {
	for _, q := range append([]Proof{p}, more...) {
		if !q.holds {
			return Proof{problem: q.Missing()}
		}
	}
	return p
}

// Parted is a value whose parts may be known one by one, such as an account with
// attributes that the reader may not see.
type Parted interface {
	// Knows says whether the part was read or is known to be absent, and if not,
	// why.
	Knows(part string) (known bool, why string)
	Label() string
}

// Proof makes the proof that the fact is known. For a value with parts it also
// wants each of the named parts to be known; without parts it proves only that
// the object is there.
func (f Fact[T]) Proof(parts ...string) Proof {
	if f.Problem != nil {
		return Proof{problem: f.Problem}
	}
	if !f.held {
		return Proof{}
	}
	if v, ok := any(f.Value).(Parted); ok {
		for _, part := range parts {
			if known, why := v.Knows(part); !known {
				return Proof{problem: unreadable(v.Label(), part, f.Source, why)}
			}
		}
	}
	return Proof{holds: true}
}

// PartProof is Proof for one of the values inside a fact, such as an account in
// a list.
func PartProof[T any](f Fact[T], v Parted, parts ...string) Proof {
	p := f.Proof()
	if !p.holds {
		return p
	}
	return Derived[T, Parted](f, v.Label(), v).Proof(parts...)
}

// Derived is a fact about a part of another fact, from the same source. It is
// known where the other one is.
func Derived[T, U any](from Fact[T], subject string, value U) Fact[U] {
	return Fact[U]{Subject: subject, Value: value, Source: from.Source, Problem: from.Problem, held: from.held}
}

func unreadable(label, part string, src ad.Source, why string) *ad.Problem {
	as := "another account"
	if src.As != "" {
		as = "an account that may see more than " + src.As
	}
	if why == "" {
		why = strings.TrimSpace(src.Name+" did not return "+part) + ": it is not set, or the reader may not see it"
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: part + " of " + label + " could not be read", Why: why, Do: "read with " + as}
}
