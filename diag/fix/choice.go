package fix

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Choice is a decision that the plan waits for, or that it made and that can be
// made otherwise. Deciding it is a fact (facts.Decision) about its subject.
type Choice struct {
	Code       string
	Subject    string
	Question   string
	Candidates []Candidate
	// Identity says that the subject is a name to which several accounts answer. The
	// facts about it are read again once one of them is chosen.
	Identity bool
}

// Candidate is one way to decide, with what is known of it.
type Candidate struct {
	Value string   // the decision: an account's name, or a word
	Label string   // as a person reads it
	Known []string // what is known of it
	Proof string   // what proves it, "" for nothing
	Now   bool     // what the plan goes by
}

// decide asks which account runs the service with an SPN.
func (b *builder) decide(f diag.Finding, question string, accounts ...ad.Account) {
	c := Choice{Code: f.Code, Subject: f.Subject, Question: question}
	accepted := ""
	if owners := b.owners(f.Subject); len(owners) == 1 {
		accepted = facts.AcceptedAt(b.r, f.Subject)
	}
	for i, a := range accounts {
		k := Candidate{Value: a.Name, Label: a.Label(), Known: b.known(a), Proof: b.proof(f.Subject, a), Now: means(b.decided(f.Subject), a)}
		if owners := b.owners(f.Subject); accepted != "" && owners[0].Same(a) {
			k.Proof = "the service accepts its ticket (" + accepted + ")"
		}
		for j, other := range accounts {
			switch {
			case j < i && other.Same(a):
				k.Label = ""
			case !other.Same(a) && strings.EqualFold(other.Name, a.Name):
				k.Value = a.DN // accounts of two domains
			}
		}
		if k.Label != "" {
			c.Candidates = append(c.Candidates, k)
		}
	}
	b.plan.Choices = append(b.plan.Choices, c)
}

// identify asks which account is meant where several answer to a name, and keeps
// the question open to another answer afterwards.
func (b *builder) identify() {
	for _, f := range facts.Account.All(b.r) {
		name := cmp.Or(f.Key, f.Subject)
		var several *ad.AmbiguousAccount
		if f.Known() || !errors.As(f.Problem.Err, &several) {
			continue
		}
		c := Choice{Code: "account-missing", Subject: name, Question: fmt.Sprintf("Which account is %q?", name), Identity: true}
		for _, a := range several.Accounts {
			c.Candidates = append(c.Candidates, Candidate{Value: a.DN, Label: a.Label(), Known: append(b.known(a), a.DN)})
		}
		slices.SortFunc(c.Candidates, func(a, b Candidate) int {
			return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
		})
		b.plan.Choices = append(b.plan.Choices, c)
	}
}

// known is what a person wants to know of an account to decide.
func (b *builder) known(a ad.Account) []string {
	out := []string{a.Kind()}
	if a.Disabled() {
		out = append(out, "disabled")
	}
	if !a.PasswordSet.IsZero() {
		out = append(out, "password "+a.PasswordSet.UTC().Format(time.DateOnly))
	}
	out = append(out, diag.Count(len(a.SPNs), "SPN"))
	return out
}
