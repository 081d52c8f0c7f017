package fix

import (
	"adwalk/ad"
	"adwalk/diag"
)

// Plan is an ordered list of changes with everything a person needs to decide.
type Plan struct {
	Title   string
	Changes []Planned
	// Left are findings that the plan does not change, each with what to do.
	Left []Left
	// Choices are decisions that would change the plan.
	Choices []Choice
	// Verify says what will prove the fix.
	Verify []string
}

// Planned is one change, the finding it serves and what it means.
type Planned struct {
	Change   ad.Change
	Code     string // of the finding
	Subject  string // of the finding
	Effect   string // what it changes, for whom
	Risk     string // "" when nobody loses anything
	Proof    string // what proves that it is right; "" only where nothing is moved or deleted
	Writable *bool  // whether the reader may write the attribute; nil when not known
	Kept     int    // values of the attribute that stay as they are
	// MovesTo and MovesFrom name the other account of a move: the delete comes
	// first, the add follows, and the delete is undone if the add fails.
	MovesTo, MovesFrom string
	// Undoes is the id of the journal's entry that this change undoes, "" for none.
	Undoes string
	// Final says that the change cannot be undone where the directory keeps SPNs
	// unique: it deletes an SPN from one of several owners, and AD refuses a
	// duplicate.
	Final bool
}

// Left is a finding that is left to do by hand.
type Left struct {
	Finding diag.Finding
	Do      string
	Command string // to copy, "" when there is none
}

// Empty says that there is nothing to write.
func (p Plan) Empty() bool { return len(p.Changes) == 0 }

// Inverse is how the plan is undone: the inverse changes in reverse order.
func (p Plan) Inverse() []ad.Change {
	var out []ad.Change
	for i := len(p.Changes) - 1; i >= 0; i-- {
		out = append(out, p.Changes[i].Change.Inverse())
	}
	return out
}

// For is the part of the plan that serves one finding.
func (p Plan) For(f diag.Finding) Plan { return p.Parts()(f) }

// Parts sorts the plan by finding once and returns the function that gives the
// part that serves a finding.
func (p Plan) Parts() func(f diag.Finding) Plan {
	type about struct{ code, subject string }
	changes, left := map[about][]Planned{}, map[about][]Left{}
	for _, c := range p.Changes {
		key := about{c.Code, ad.FoldSPN(c.Subject)}
		changes[key] = append(changes[key], c)
	}
	for _, l := range p.Left {
		key := about{l.Finding.Code, l.Finding.Subject}
		left[key] = append(left[key], l)
	}
	return func(f diag.Finding) Plan {
		return Plan{Title: f.Title, Changes: changes[about{f.Code, ad.FoldSPN(f.Subject)}], Left: left[about{f.Code, f.Subject}]}
	}
}
