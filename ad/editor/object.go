package editor

import (
	"context"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// object is the part of an object that a change depends on.
type object struct {
	account   ad.Account
	protected string // why it belongs to tier 0, "" when it does not
	values    []string
	raw       []byte // of an attribute whose values are parts of one; nil when there is none
}

// read reads the object again, on the domain controller that will be written.
func (e *Editor) read(ctx context.Context, c ad.Change, a attribute) (object, error) {
	attributes := slices.Concat(lookup.AccountAttributes, lookup.ProtectedAttributes, []string{a.name})
	found, _, err := ad.SearchAll(ctx, e.conn, ad.Query{Base: c.DN, Scope: ad.ScopeBase, Attributes: attributes})
	if err != nil {
		return object{}, err
	}
	if len(found) == 0 {
		return object{}, &ad.Problem{Kind: ad.ProblemNotFound, What: "reading " + c.DN, Why: "there is no such object, or it may not be seen", Do: "look it up again; it may have been moved"}
	}
	account, err := lookup.DecodeAccount(found[0])
	if err != nil {
		return object{}, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + c.DN, Why: err.Error(), Err: err}
	}
	if c.GUID != "" && !strings.EqualFold(c.GUID, account.GUID) {
		return object{}, refuse("changing "+c.DN, "it is not the object that the plan was made for: another object has its DN now", "make the plan again")
	}
	out := object{account: account, protected: lookup.ProtectedBy(found[0])}
	if out.values, err = lookup.Values(found[0], a.name); err != nil {
		return object{}, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + a.name + " of " + c.DN, Why: err.Error(), Do: "look at the object with adwalk show; it is not changed", Err: err}
	}
	if raw := found[0].Values(a.name); len(raw) > 0 && a.edit != nil {
		out.raw = raw[0]
	}
	return out, nil
}

// precondition says whether the object already is as wanted, or why the change
// no longer applies.
func precondition(c ad.Change, a attribute, o object) (already bool, err error) {
	at := a.index(o.values, c.Value)
	switch {
	case c.Op == ad.AddValue && at >= 0, c.Op == ad.DeleteValue && at < 0 && !a.single:
		return true, nil
	case c.Op == ad.DeleteValue && at < 0 && len(o.values) == 0:
		return true, nil
	case c.Op == ad.DeleteValue && at < 0:
		return false, refuse("deleting "+c.Value, a.name+" of "+c.DN+" is "+o.values[0]+" by now", "make the plan again")
	case c.Op == ad.AddValue && a.single && len(o.values) > 0:
		return false, refuse("setting "+a.name+" to "+c.Value, c.DN+" has the value "+o.values[0]+" by now", "delete that value first")
	}
	return false, nil
}
