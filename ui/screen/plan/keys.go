package plan

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
)

// The intents of a plan.
const (
	doApply  screen.Intent = "apply"
	doTab    screen.Intent = "tab"
	doCopy   screen.Intent = "copy"
	doUndo   screen.Intent = "undo"
	doVerify screen.Intent = "verify"
	doChoose screen.Intent = "choose"
	doToggle screen.Intent = "toggle"
	applyID                = "apply"
	undoID                 = "undo"
)

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	if s.choosing {
		return []screen.Binding{{Keys: []string{"space", "x"}, Intent: doToggle, Help: "leave out or take in"}, {Keys: []string{"enter"}, Intent: doChoose, Help: "done", Long: "back to the plan"}}
	}
	apply := screen.Binding{Keys: []string{"enter", "a"}, Intent: doApply, Help: "apply", Long: "ask for confirmation, then write", Effect: screen.Write}
	switch {
	case s.parts.Plan.Empty():
		apply.Why = "there is nothing to write in this plan"
	case s.stage == applying || s.stage == verifying || s.stage == undoing:
		apply.Why = "this is under way already"
	case s.stage != shown:
		apply.Why, apply.Quiet = "this plan was applied; esc goes back, r on a step asks again", true
	}
	tab := screen.Binding{Keys: []string{"tab"}, Intent: doTab, Help: "as commands", Long: "the same plan as setspn, PowerShell and LDIF text"}
	if len(s.views) > 0 {
		if next := s.tab; next < len(s.views) {
			tab.Help = "as " + s.views[next].Name
		} else {
			tab.Help = "the plan"
		}
	} else {
		tab.Why = "there is nothing to put into commands"
	}
	undo := screen.Binding{Keys: []string{"u"}, Intent: doUndo, Help: "undo", Long: "undo what was written, last first", Effect: screen.Write, Quiet: s.stage == shown}
	switch {
	case s.stage == undone:
		undo.Why = "it was undone already"
	case s.stage != done || len(s.standing()) == 0:
		undo.Why = "nothing was written from this plan; the journal (:journal) undoes earlier writes"
	}
	verify := screen.Binding{Keys: []string{"v"}, Intent: doVerify, Help: "verify again", Effect: screen.Ask, Quiet: s.stage != done}
	if s.stage != done || s.parts.Verify == nil {
		verify.Why = "there is nothing to verify yet"
	}
	choose := screen.Binding{Keys: []string{"x"}, Intent: doChoose, Help: "choose", Long: "leave single changes out of the plan"}
	if s.stage != shown || len(s.units) < 2 {
		choose.Quiet, choose.Why = true, "there is nothing to choose from"
	}
	table := []screen.Binding{apply, choose, tab, {Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy what is shown: the commands of this plan"}}
	if s.stage != shown {
		return append([]screen.Binding{verify, undo}, append(table[2:], table[0])...)
	}
	return append(table, undo, verify)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doApply:
		return s.world.Access.AskGate(applyID, s.parts.Plan)
	case doChoose:
		s.choosing = !s.choosing
	case doToggle:
		s.toggle()
	case doTab:
		s.tab = (s.tab + 1) % (len(s.views) + 1)
		s.pager.Top()
	case doCopy:
		return s.copy()
	case doVerify:
		return s.verify()
	case doUndo:
		return s.world.Access.AskGate(undoID, s.inverse())
	}
	return nil
}

// gated goes on to the confirmation, or says why the plan is refused. A plan that was
// changed while it was looked at is looked at again.
func (s *Screen) gated(g screen.Gated) screen.Action {
	switch {
	case g.Problem != nil:
		s.problem = g.Problem
		s.pager.Top()
		return screen.Note{Status: diag.Fail, Text: "nothing was written: " + g.Problem.Error()}
	case g.ID == undoID:
		return s.askUndo(g.Demand)
	case s.stage != shown:
		return nil
	case !slices.Equal(g.Plan.Changes, s.parts.Plan.Changes):
		return s.world.Access.AskGate(applyID, s.parts.Plan)
	}
	s.problem = nil
	return s.ask(g.Demand)
}

// ask shows the confirmation: what will be typed, and why that word.
func (s *Screen) ask(d fix.Demand) screen.Action {
	p := s.parts.Plan
	adds, deletes, movesTo := 0, 0, ""
	for _, c := range p.Changes {
		if c.Change.Op == ad.AddValue {
			adds++
		} else {
			deletes++
			if c.MovesTo != "" {
				movesTo = c.MovesTo
			}
		}
	}
	head := "Write " + screen.Count(len(p.Changes), "change") + "?"
	text := fmt.Sprintf("This adds %s.", screen.Count(adds, "value"))
	if deletes > 0 {
		verb := "deletes"
		if movesTo != "" {
			verb = "moves or deletes"
		}
		text = "This "
		if adds > 0 {
			text += "adds " + screen.Count(adds, "value") + " and "
		}
		text += verb + " " + screen.Count(deletes, "value") + ", so you confirm with " + confirmed(d) + " instead of yes."
	}
	paragraphs := d.Care()
	for i, r := range risks(p) {
		if i == 3 {
			paragraphs = append(paragraphs, "! … and more risks, in the plan above")
			break
		}
		paragraphs = append(paragraphs, "! "+r)
	}
	return screen.Dialog{Dialog: &dialog.Confirm{ID: applyID, Head: head, Words: d.Words,
		Text: append(paragraphs, text+" Each is recorded in the journal first, and u undoes it"+except(p)+".")}}
}

// confirmed names the kind of word that is typed.
func confirmed(d fix.Demand) string {
	switch {
	case len(d.Words) > 1:
		return "the name of each account that loses"
	case len(d.Losers) > 1:
		return "the number of accounts that lose"
	}
	return "an account's name"
}

// except names what u cannot undo.
func except(p fix.Plan) string {
	for _, c := range p.Changes {
		if c.Final {
			return ", except an SPN removed from a second owner"
		}
	}
	return ""
}

// risks lists what somebody may lose, each once.
func risks(p fix.Plan) []string {
	var out []string
	for _, c := range p.Changes {
		if c.Risk != "" {
			out = append(out, c.Risk)
		}
	}
	return distinct(out)
}

// inverse is the undo of what stands, as a plan.
func (s *Screen) inverse() fix.Plan {
	var made []fix.Undone
	for _, o := range s.outcomes {
		if o.Done && o.Problem == nil && !o.Already && !s.gone[o.ID] {
			made = append(made, fix.Undone{ID: o.ID, Change: o.Change})
		}
	}
	return fix.Undo("undo "+s.parts.Plan.Title, made)
}

func (s *Screen) askUndo(d fix.Demand) screen.Action {
	return screen.Dialog{Dialog: &dialog.Confirm{ID: undoID, Head: "Undo " + screen.Count(len(s.standing()), "change") + "?", Words: d.Words,
		Text: append(append(d.Care(), "The directory is put back as it was, last change first. What was added is deleted again, what was deleted is added."), s.noReturn()...)}}
}

// answer takes a confirmation.
func (s *Screen) answer(msg any) screen.Action {
	a, ok := msg.(dialog.Answer)
	switch {
	case !ok:
		return nil
	case !a.OK && (a.ID == applyID || a.ID == undoID):
		return screen.Note{Status: diag.Pass, Text: "Cancelled: nothing was written."}
	case a.ID == applyID:
		return s.apply()
	case a.ID == undoID:
		return s.undo()
	}
	return nil
}

func (s *Screen) copy() screen.Action {
	if len(s.views) == 0 {
		return screen.Note{Status: diag.Manual, Text: "there are no commands to copy in this plan"}
	}
	v := s.views[max(0, s.tab-1)]
	return screen.Copy{What: "the plan as " + v.Name, Text: v.Text}
}
