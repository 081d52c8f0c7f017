package fix

import (
	"slices"
	"strings"

	"adwalk/ad"
)

// Undone is a change in the journal that shall be undone.
type Undone struct {
	ID     string // of the entry
	Change ad.Change
}

// Undo makes a plan that undoes changes, given in the order in which they were
// made. The last is undone first; the two halves of a move stay together.
func Undo(title string, made []Undone) Plan {
	p := Plan{Title: title}
	for _, u := range slices.Backward(effective(made)) {
		p.Changes = append(p.Changes, Planned{Change: u.Change.Inverse(), Undoes: u.ID})
	}
	p.pair()
	return p
}

// effective leaves out changes that a later one has undone: the delete of a move
// whose add failed, and the add that gave the SPN back.
func effective(made []Undone) []Undone {
	var out []Undone
	for _, u := range made {
		inverse := u.Change.Inverse()
		at := slices.IndexFunc(out, func(o Undone) bool {
			return o.Change.Op == inverse.Op && strings.EqualFold(o.Change.DN, inverse.DN) && strings.EqualFold(o.Change.Attribute, inverse.Attribute) && o.Change.Value == inverse.Value
		})
		if at >= 0 {
			out = slices.Delete(out, at, at+1)
			continue
		}
		out = append(out, u)
	}
	return out
}

// Finish makes a plan of what is left of another: changes that were not made.
func Finish(title string, left []ad.Change) Plan {
	p := Plan{Title: title}
	for _, c := range left {
		p.Changes = append(p.Changes, Planned{Change: c})
	}
	p.pair()
	return p
}

// pair marks a delete and the add of the same SPN to another object as a move.
func (p *Plan) pair() {
	for i := range p.Changes {
		del := &p.Changes[i]
		if del.Change.Op != ad.DeleteValue || del.MovesTo != "" || !strings.EqualFold(del.Change.Attribute, attrSPN) {
			continue
		}
		for k := i + 1; k < len(p.Changes); k++ {
			add := &p.Changes[k]
			if add.Change.Op == ad.AddValue && add.MovesFrom == "" && !strings.EqualFold(add.Change.DN, del.Change.DN) &&
				strings.EqualFold(add.Change.Attribute, attrSPN) && ad.FoldSPN(add.Change.Value) == ad.FoldSPN(del.Change.Value) {
				del.MovesTo, add.MovesFrom = add.Change.Account, del.Change.Account
				break
			}
		}
	}
}
