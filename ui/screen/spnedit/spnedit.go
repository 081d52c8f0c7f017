// Package spnedit adds, moves and deletes SPNs where a screen shows them: it
// asks for what is missing, reads the accounts anew, and opens a plan, which
// confirms, writes, journals and verifies as every plan does.
package spnedit

import (
	"context"
	"errors"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
)

const (
	doAdd    screen.Intent = "add-spn"
	doMove   screen.Intent = "move-spn"
	doDelete screen.Intent = "delete-spn"

	spnID     = "spnedit:spn"
	accountID = "spnedit:account"
	moveID    = "spnedit:move"
)

// Editor is the part of a screen that edits SPNs.
type Editor struct {
	World *screen.World
	spn   string // typed or under the cursor
	on    string // DN of the account under the cursor
	to    string // typed: the account that gets it
}

type planned struct {
	plan    fix.Plan
	problem *ad.Problem
}

// Bindings is the part of the key table: spn and dn are what is under the
// cursor, "" for nothing.
func (e *Editor) Bindings(spn, dn string) []screen.Binding {
	none, noDir := "", ""
	if e.World.Access.Directory == nil {
		noDir = "no domain controller is connected"
	}
	if spn == "" {
		none = "there is no SPN under the cursor"
	}
	out := []screen.Binding{
		{Keys: []string{"A"}, Intent: doAdd, Help: "add", Long: "add an SPN to an account: shows the plan first", Effect: screen.Write, Why: noDir},
		{Keys: []string{"M"}, Intent: doMove, Help: "move", Long: "move this SPN to another account: shows the plan first", Effect: screen.Write, Why: none + noDir},
		{Keys: []string{"X"}, Intent: doDelete, Help: "delete", Long: "delete this SPN from this account: shows the plan first", Effect: screen.Write, Why: none + noDir},
	}
	for i := range out {
		out[i].Quiet = e.World.Access.Editor == nil
	}
	return out
}

// Handle does what a key means; ok is false for another one's. Spn and dn are
// what is under the cursor.
func (e *Editor) Handle(i screen.Intent, spn, dn string) (a screen.Action, ok bool) {
	e.spn, e.on, e.to = spn, dn, ""
	switch i {
	case doAdd:
		p := &dialog.Prompt{ID: spnID, Head: "Add which SPN?", Hint: "http/mail.contoso.com", Check: func(v string) error { _, err := ad.ParseSPN(v); return err }}
		return screen.Dialog{Dialog: p}, true
	case doMove:
		return e.askAccount(moveID, "Move "+spn+" to which account?", ""), true
	case doDelete:
		return e.plan(fixDelete), true
	}
	return nil, false
}

func (e *Editor) askAccount(id, head, suggested string) screen.Action {
	p := &dialog.Prompt{ID: id, Head: head, Text: []string{"A name, a UPN or a DN. A computer's name ends in $."}, Hint: "svc-app, WEB1$", Check: func(v string) error {
		if strings.TrimSpace(v) == "" {
			return errors.New("name an account")
		}
		return nil
	}}
	p.Suggest(suggested)
	return screen.Dialog{Dialog: p}
}

type kind int

const (
	fixAdd kind = iota
	fixMove
	fixDelete
)

// plan reads the accounts and the SPN's owners, and makes the plan.
func (e *Editor) plan(k kind) screen.Action {
	dir, spn, on, to := e.World.Access.Directory, e.spn, e.on, e.to
	return screen.Task{Slot: "spnedit", Name: "looking for owners of " + spn, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		fail := func(err error) any {
			return planned{problem: ad.AsProblem(err, ad.ProblemUnreachable, "planning the change")}
		}
		owners, _, err := lookup.Owners(ctx, dir, spn)
		if err != nil {
			return fail(err)
		}
		var from, target ad.Account
		if k != fixAdd {
			if from, err = lookup.Resolve(ctx, dir, on); err != nil {
				return fail(err)
			}
		}
		if k != fixDelete {
			if target, err = lookup.Resolve(ctx, dir, to); err != nil {
				return fail(err)
			}
		}
		var p fix.Plan
		switch k {
		case fixAdd:
			p, err = fix.AddSPN(spn, target, owners)
		case fixMove:
			p, err = fix.MoveSPN(spn, from, target, owners)
		default:
			p = fix.DeleteSPN(spn, from, owners)
		}
		if err != nil {
			return fail(err)
		}
		return planned{plan: p}
	}}
}

// Take takes a dialog's answer or a plan; ok is false for another one's message.
func (e *Editor) Take(msg any) (a screen.Action, ok bool) {
	switch msg := msg.(type) {
	case dialog.Answer:
		v := strings.TrimSpace(msg.Value)
		switch {
		case !strings.HasPrefix(msg.ID, "spnedit:"):
			return nil, false
		case !msg.OK:
			return nil, true
		case msg.ID == spnID:
			e.spn = v
			return e.askAccount(accountID, "Add "+v+" to which account?", e.on), true
		case msg.ID == accountID:
			e.to = v
			return e.plan(fixAdd), true
		}
		e.to = v
		return e.plan(fixMove), true
	case planned:
		if msg.problem != nil {
			return screen.Dialog{Dialog: &dialog.Choice{ID: "spnedit:no", Head: "Not planned", Leave: "close", Wrapped: said(msg.problem)}}, true
		}
		return screen.ToPlan{Plan: msg.plan, Crumb: msg.plan.Title, Verify: e.verify()}, true
	}
	return nil, false
}

// said is a problem as paragraphs.
func said(p *ad.Problem) []string {
	return slices.DeleteFunc([]string{p.What, p.Why, p.Do}, func(s string) bool { return s == "" })
}

// Edited is what the screen takes when a plan of its was verified: what it shows
// is to be read again.
type Edited struct{}

// verify searches the owners of what was written again.
func (e *Editor) verify() func(context.Context, fix.Plan, func(any)) screen.Verified {
	dir := e.World.Access.Directory
	return func(ctx context.Context, p fix.Plan, _ func(any)) screen.Verified {
		out := screen.Verified{Status: diag.Pass, Payload: Edited{}}
		for _, c := range p.Changes {
			owners, _, err := lookup.Owners(ctx, dir, c.Change.Value)
			st, text := diag.Unknown, ""
			if err != nil {
				text = err.Error()
			} else {
				st, text = fix.Held(c.Change, owners)
			}
			out.Lines = append(out.Lines, screen.Seen{Status: st, Text: text})
			if st == diag.Fail || st == diag.Unknown && out.Status == diag.Pass {
				out.Status = st
			}
		}
		return out
	}
}
