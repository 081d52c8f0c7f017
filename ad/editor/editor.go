package editor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/journal"
	"adwalk/ad/trace"
)

// Editor implements ad.Editor on one domain controller.
type Editor struct {
	conn    *directory.Conn
	journal *journal.Journal
	opt     Options
	mu      sync.Mutex // one change at a time
}

var _ ad.PlanEditor = (*Editor)(nil)

// Options of an editor.
type Options struct {
	Operator   string // recorded with every change
	AllowTier0 bool   // domain controllers, krbtgt and administrators may be changed, and many objects at once
}

// New makes an editor that writes through the connection and records every
// change under the operator's name.
func New(conn *directory.Conn, j *journal.Journal, o Options) *Editor {
	return &Editor{conn: conn, journal: j, opt: o}
}

// Apply makes one change. See the package's description for the order of
// things. What went wrong is in the outcome's Problem.
func (e *Editor) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	return e.apply(ctx, c, "", "")
}

func (e *Editor) apply(ctx context.Context, c ad.Change, plan, undoes string) ad.ChangeOutcome {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := ad.ChangeOutcome{Change: c, Plan: plan, Server: e.server(ctx), At: time.Now().UTC()}
	a, err := check(c, undoes != "")
	if err != nil {
		return refused(out, err)
	}
	c.Attribute = a.name
	out.Change = c
	object, unread := e.read(ctx, c, a)
	if unread == nil {
		out.Before = slices.Clone(object.values)
		out.Change.GUID, out.Change.Account = object.account.GUID, object.account.Label()
	}
	line := journal.Entry{Operator: e.opt.Operator, Server: out.Server, Plan: plan, Change: out.Change, Undoes: undoes, Before: out.Before}
	if out.ID, err = e.journal.Begin(ctx, line); err != nil {
		out.ID, out.Result = "", ad.ResultNotSent
		return problem(out, err)
	}
	result := journal.Refused
	if unread == nil {
		result = e.carryOut(ctx, a, object, &out)
	} else {
		out = problem(out, unread)
		result = unsent(ctx, unread)
	}
	if out.Result = result; result == journal.Failed {
		out.Result = ad.ResultUnknown
	}
	var usn int64
	if result == journal.Done {
		if info, err := e.conn.Refresh(ctx); err == nil {
			usn = info.HighestUSN
		}
	}
	if err := e.journal.End(out.ID, journal.Entry{Operator: e.opt.Operator, Server: out.Server, Change: out.Change, Undoes: undoes, Before: out.Before,
		After: out.After, Result: result, Problem: out.Problem, Note: out.Note, USN: usn}); err != nil && out.Problem == nil {
		out.Problem = unrecorded(out, err)
	}
	return out
}

// unrecorded explains that the journal does not know how a change ended. It is
// no refusal: the directory is as it was wanted.
func unrecorded(out ad.ChangeOutcome, err error) *ad.Problem {
	cause := ad.AsProblem(err, ad.ProblemRefused, "")
	what := "the change was made, but its outcome could not be recorded"
	if out.Already {
		what = "nothing had to be changed, and that could not be recorded"
	}
	return &ad.Problem{Kind: ad.ProblemProtocol, What: what, Why: cause.Why, Err: err,
		Do: "free disk space for the journal, or correct its permissions; entry " + out.ID + " stays open there and cannot be undone by itself"}
}

// server names the domain controller: by the name it gives itself, or as it
// was dialled.
func (e *Editor) server(ctx context.Context) string {
	if info, err := e.conn.Info(ctx); err == nil && info.Server != "" {
		return info.Server
	}
	return e.conn.Server()
}

// carryOut does to the object as it was read what follows the journalled intent,
// and names the result for the journal.
func (e *Editor) carryOut(ctx context.Context, a attribute, object object, out *ad.ChangeOutcome) string {
	c := &out.Change
	fail := func(err error, result string) string {
		*out = problem(*out, err)
		return result
	}
	if err := e.tier0(*c, object); err != nil {
		return fail(err, journal.Refused)
	}
	already, err := precondition(*c, a, object)
	if err != nil {
		return fail(err, journal.Refused)
	}
	if already {
		out.Already, out.Done, out.After = true, true, out.Before
		return journal.Already
	}
	if c.Op == ad.DeleteValue { // in the spelling that is there
		c.Value = object.values[a.index(object.values, c.Value)]
	}
	if c.Op == ad.AddValue && a.name == "servicePrincipalName" {
		if out.Note, err = e.conflict(ctx, *c, object.account); err != nil {
			return fail(err, unsent(ctx, err))
		}
	}
	list, err := modifications(*c, a, object)
	if err != nil {
		return fail(err, journal.Refused)
	}
	x := e.conn.Trace().Begin(trace.Event{Protocol: trace.LDAP, Kind: trace.Write, Asked: fmt.Sprintf("%s %s: %s of %s", c.Op, c.Attribute, c.Value, c.DN),
		Server: e.conn.Server(), Command: command(e.conn.Login(), *c, list)})
	sent, err := send(ctx, e.conn, c.DN, a.name, list)
	if info, unknown := e.conn.Info(ctx); unknown == nil {
		x.At("", info.Protection)
	}
	x.End(err)
	var answer *ad.DirectoryError
	switch {
	case err != nil && !sent:
		return fail(err, journal.NotSent)
	case errors.As(err, &answer) && !doubtful(err, answer.Code):
		return fail(e.explain(ctx, *c, object.account, err), journal.Refused)
	case err != nil:
		return e.readBack(a, out, err)
	}
	out.Done = true
	if object, err = e.read(ctx, *c, a); err != nil {
		return fail(&ad.Problem{Kind: ad.ProblemUnreachable, What: "the change was accepted, but could not be read back", Why: err.Error(), Do: "look at the object again", Err: err}, journal.Done)
	}
	out.After = slices.Clone(object.values)
	return journal.Done
}

func refused(out ad.ChangeOutcome, err error) ad.ChangeOutcome {
	out.Result = ad.ResultRefused
	return problem(out, err)
}

// unsent is the result of a change that ended before its request: refused by a
// check, or stopped, or the directory did not answer a question before it.
func unsent(ctx context.Context, err error) string {
	p := ad.AsProblem(err, ad.ProblemRefused, "")
	if ctx.Err() != nil || p.Kind == ad.ProblemUnreachable || p.Kind == ad.ProblemCancelled {
		return journal.NotSent
	}
	return journal.Refused
}

func problem(out ad.ChangeOutcome, err error) ad.ChangeOutcome {
	out.Problem = ad.AsProblem(err, ad.ProblemRefused, "changing "+out.Change.DN)
	return out
}
