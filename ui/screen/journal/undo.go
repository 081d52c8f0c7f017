package journal

import (
	"context"
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// undone is how an undo ended.
type undone struct{ outcomes []ad.ChangeOutcome }

// undo undoes entries, each by itself: the directory must still be as the change
// left it. A refusal does not keep the others from being undone; it stops when
// nobody answers.
func (s *Screen) undo() screen.Action {
	ids, editor := s.undoing, s.world.Access.Editor
	s.busy, s.problem, s.back = true, nil, nil
	return screen.Task{Slot: "undo", Name: "undoing", Effect: screen.Write, Do: func(ctx context.Context, report func(any)) any {
		var out undone
		for i, id := range ids {
			report(screen.Progress{Done: i + 1, Total: len(ids)})
			o := editor.Undo(ctx, id)
			out.outcomes = append(out.outcomes, o)
			if o.Problem != nil && (ctx.Err() != nil || o.Problem.Kind == ad.ProblemUnreachable) {
				break
			}
		}
		return out
	}}
}

func (s *Screen) afterUndo(u undone) screen.Action {
	s.busy = false
	worked := 0
	for _, o := range u.outcomes {
		if o.Problem != nil {
			if s.problem == nil {
				s.problem = o.Problem
			}
			continue
		}
		worked++
	}
	switch {
	case s.problem != nil && len(s.undoing) == 1:
		return screen.Several{screen.Note{Status: diag.Fail, Text: "not undone: " + s.problem.What}, s.Open()}
	case s.problem != nil:
		return screen.Several{screen.Note{Status: diag.Fail, Text: fmt.Sprintf("%d of %d undone: %s", worked, len(s.undoing), s.problem.What)}, s.Open()}
	case len(s.undoing) > 1:
		return screen.Several{screen.Note{Status: diag.Pass, Text: screen.Count(worked, "change") + " undone"}, s.Open()}
	}
	return screen.Several{screen.Note{Status: diag.Pass, Text: "undone: " + sentence(u.outcomes[0].Change)}, s.Open()}
}

// ofPlan lists what stands of the plan of an entry, the last first.
func (s *Screen) ofPlan(r screen.JournalRow) []screen.JournalRow {
	if r.Plan == "" {
		return nil
	}
	var out []screen.JournalRow
	for _, o := range s.all {
		if o.Plan == r.Plan && o.State == "done" && !o.Undone && o.Undoes == "" {
			out = append(out, o)
		}
	}
	return out
}

// askGate asks what undoing entries, given last first, demands.
func (s *Screen) askGate(rows []screen.JournalRow) screen.Action {
	s.undoing = nil
	var made []fix.Undone
	for _, o := range slices.Backward(rows) {
		made = append(made, fix.Undone{ID: o.ID, Change: o.Change})
	}
	p := fix.Undo("undo", made)
	for _, c := range p.Changes {
		s.undoing = append(s.undoing, c.Undoes)
	}
	return s.world.Access.AskGate(undoID, p)
}

// gated asks before entries are undone, or says why that is refused.
func (s *Screen) gated(g screen.Gated) screen.Action {
	if g.Problem != nil {
		s.problem = g.Problem
		return screen.Note{Status: diag.Fail, Text: "not undone: " + g.Problem.Error()}
	}
	changes := g.Plan.Changes
	head, text := "Undo this change?", []string{"Nothing is written unless the directory still is as that change left it."}
	if len(changes) > 1 {
		head, text = "Undo "+screen.Count(len(changes), "change")+" of this plan?", []string{"Last change first. Each is undone only if the directory still is as it left it."}
	}
	text = append(g.Demand.Care(), text...)
	for i, c := range changes {
		if i == 6 {
			text = append(text, fmt.Sprintf("… and %d more", len(changes)-6))
			break
		}
		text = append(text, string(c.Change.Op)+" "+screen.MarkedText(what(c.Change))+" on "+c.Change.DN)
	}
	return screen.Dialog{Dialog: &dialog.Confirm{ID: undoID, Head: head, Words: g.Demand.Words, Text: text}}
}

// tally counts what was written and what was refused.
func (s *Screen) tally() string {
	written, refused, other := 0, 0, 0
	for _, r := range s.rows {
		switch r.State {
		case "done", "already":
			written++
		case "refused":
			refused++
		default:
			other++
		}
	}
	out := fmt.Sprintf("%d written", written)
	if refused > 0 {
		out += fmt.Sprintf(", %d refused", refused)
	}
	if other > 0 {
		out += fmt.Sprintf(", %d unknown", other)
	}
	return out + ", newest first"
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.filter.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.filter.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	used := s.filter.Type(k)
	s.fill()
	s.table.List.Clamp(len(s.rows))
	return nil, used
}

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool {
	cleared := s.filter.Clear()
	s.fill()
	return cleared
}

// Table is the journal as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	head = []string{"time", "account", "operation", "attribute", "value", "state", "server", "by", "entry", "undoes", "plan", "dn"}
	for _, r := range s.rows {
		rows = append(rows, []string{r.At.UTC().Format("2006-01-02T15:04:05Z"), r.Change.Account, string(r.Change.Op), r.Change.Attribute, r.Change.Value, r.State, r.Server, r.By, r.ID, r.Undoes, r.Plan, r.Change.DN})
	}
	return head, rows
}
