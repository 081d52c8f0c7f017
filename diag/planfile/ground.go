package planfile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag/fix"
)

// Take makes the file of a plan: it reads every object that the plan changes, and the
// owners of every SPN. Made's At, Server, Domain and Forest are filled in. What cannot
// be read is an error (*ad.Problem).
func Take(ctx context.Context, dir ad.Directory, p fix.Plan, guide string, made Made) (File, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return File{}, err
	}
	made.At, made.Server, made.Domain, made.Forest = now(), info.Server, info.Domain, info.Forest
	f := File{Title: p.Title, Guide: guide, Made: made, Verify: p.Verify, Objects: []Object{}, Owners: []Owners{}}
	for _, c := range p.Changes {
		f.Changes = append(f.Changes, Change{Change: c.Change, Code: c.Code, Subject: c.Subject, Effect: c.Effect, Risk: c.Risk, Proof: c.Proof,
			MovesTo: c.MovesTo, MovesFrom: c.MovesFrom, Final: c.Final, Writable: c.Writable})
	}
	index := map[string]int{} // of an object, by DN
	for _, c := range f.Changes {
		at, ok := index[strings.ToLower(c.DN)]
		if !ok {
			at = len(f.Objects)
			index[strings.ToLower(c.DN)], f.Objects = at, append(f.Objects, Object{DN: c.DN})
		}
		o := &f.Objects[at]
		if !slices.ContainsFunc(o.Attributes, func(a Attribute) bool { return strings.EqualFold(a.Name, c.Attribute) }) {
			o.Attributes = append(o.Attributes, Attribute{Name: c.Attribute})
		}
	}
	for i, o := range f.Objects {
		if f.Objects[i], err = read(ctx, dir, o); err != nil {
			return File{}, err
		}
	}
	for i, c := range f.Changes { // the identity is that of what was read
		o := f.Objects[index[strings.ToLower(c.DN)]]
		if c.GUID != "" && !strings.EqualFold(c.GUID, o.GUID) {
			return File{}, &ad.Problem{Kind: ad.ProblemRefused, What: "making the plan of " + c.DN, Why: "another object has its name by now", Do: "walk again"}
		}
		f.Changes[i].GUID, f.Changes[i].DN = o.GUID, o.DN
	}
	if f.Owners, err = owners(ctx, dir, f.Changes); err != nil {
		return File{}, err
	}
	if len(p.Losers()) > 1 {
		f.Confirms = []string{} // to be derived
	}
	f = f.derived()
	b, err := f.Encode()
	if err != nil {
		return File{}, err
	}
	return Load(strings.NewReader(string(b)))
}

func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// read reads an object by its GUID where that is known, else by its DN.
func read(ctx context.Context, dir ad.Directory, o Object) (Object, error) {
	base := o.DN
	if o.GUID != "" {
		base = "<GUID=" + o.GUID + ">"
	}
	attributes := []string{"objectGUID", "objectSid", "sAMAccountName", "objectClass"}
	for _, a := range o.Attributes {
		attributes = append(attributes, a.Name)
	}
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: base, Scope: ad.ScopeBase, Attributes: attributes})
	if err != nil {
		return Object{}, err
	}
	if len(found) == 0 {
		return Object{}, missing(o.DN)
	}
	account, err := lookup.DecodeAsked(found[0], nil)
	if err != nil {
		return Object{}, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + o.DN, Why: err.Error(), Err: err}
	}
	if account.GUID == "" {
		return Object{}, &ad.Problem{Kind: ad.ProblemNoRight, What: "reading " + o.DN, Why: "its objectGUID did not come: the object cannot be told from another of its name", Do: "make the plan with a login that may read it"}
	}
	out := Object{DN: account.DN, GUID: account.GUID, SID: account.SID, Account: account.Name, Kind: account.Kind(), ReadAt: now()}
	for _, a := range o.Attributes {
		values, err := lookup.Values(found[0], a.Name)
		if err != nil {
			return Object{}, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + a.Name + " of " + o.DN, Why: err.Error(), Err: err}
		}
		slices.Sort(values)
		out.Attributes = append(out.Attributes, Attribute{Name: a.Name, Before: values})
	}
	return out, nil
}

func missing(dn string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotFound, What: "reading " + dn, Why: "there is no such object, or you may not see it", Do: "look it up again; it may have been moved"}
}

// owners looks for the accounts that have the SPNs of the changes, in the forest.
func owners(ctx context.Context, dir ad.Directory, changes []Change) ([]Owners, error) {
	out := []Owners{}
	seen := map[string]bool{}
	for _, c := range changes {
		if !strings.EqualFold(c.Attribute, "servicePrincipalName") || seen[ad.FoldSPN(c.Value)] {
			continue
		}
		seen[ad.FoldSPN(c.Value)] = true
		found, _, err := lookup.Owners(ctx, dir, c.Value)
		if err != nil {
			return nil, err
		}
		o := Owners{SPN: c.Value, DNs: []string{}}
		for _, a := range found {
			o.DNs = append(o.DNs, a.DN)
		}
		slices.Sort(o.DNs)
		out = append(out, o)
	}
	return out, nil
}

// Ground reads again everything that the plan stands on and says what is different
// now, a sentence each; none means that the plan still fits. The error (*ad.Problem)
// says that it could not be read.
func Ground(ctx context.Context, dir ad.Directory, f File) ([]string, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	if !strings.EqualFold(info.Forest, f.Made.Forest) {
		return []string{fmt.Sprintf("the plan was made in the forest %s, and this is %s", f.Made.Forest, info.Forest)}, nil
	}
	var moved []string
	for _, was := range f.Objects {
		is, err := read(ctx, dir, was)
		if p := ad.AsProblem(err, "", ""); p != nil && p.Kind == ad.ProblemNotFound {
			moved = append(moved, fmt.Sprintf("%s is gone: no object has the GUID %s", was.DN, was.GUID))
			continue
		}
		if err != nil {
			return nil, err
		}
		moved = append(moved, differences(was, is)...)
	}
	is, err := owners(ctx, dir, f.Changes)
	if err != nil {
		return nil, err
	}
	for i, o := range is { // both in the order of the changes
		if i >= len(f.Owners) || ad.FoldSPN(o.SPN) != ad.FoldSPN(f.Owners[i].SPN) {
			return []string{"the plan does not say who had " + o.SPN}, nil
		}
		if was := f.Owners[i]; !slices.EqualFunc(was.DNs, o.DNs, same) {
			moved = append(moved, fmt.Sprintf("%s was on %s, and is on %s now", was.SPN, listed(was.DNs, "no account"), listed(o.DNs, "no account")))
		}
	}
	return moved, nil
}

func differences(was, is Object) []string {
	var out []string
	if !strings.EqualFold(was.GUID, is.GUID) || was.SID != "" && was.SID != is.SID {
		return []string{was.DN + " is another object now"}
	}
	if !strings.EqualFold(was.DN, is.DN) {
		out = append(out, fmt.Sprintf("%s was moved or renamed: it is %s now", was.DN, is.DN))
	}
	if !strings.EqualFold(was.Account, is.Account) {
		out = append(out, fmt.Sprintf("the account of %s was %s and is %s now", was.DN, was.Account, is.Account))
	}
	for i, a := range was.Attributes {
		gone, came := without(a.Before, is.Attributes[i].Before), without(is.Attributes[i].Before, a.Before)
		for _, v := range gone {
			out = append(out, fmt.Sprintf("%s of %s no longer has %s", a.Name, was.Account, v))
		}
		for _, v := range came {
			out = append(out, fmt.Sprintf("%s of %s has %s now", a.Name, was.Account, v))
		}
	}
	return out
}

// without lists the values of a that b does not have.
func without(a, b []string) []string {
	has := map[string]bool{}
	for _, v := range b {
		has[strings.ToLower(v)] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(v string) bool { return has[strings.ToLower(v)] })
}

func listed(values []string, none string) string {
	if len(values) == 0 {
		return none
	}
	return strings.Join(values, ", ")
}

// Reached reads the changed objects once more and says where they are not as planned.
func Reached(ctx context.Context, dir ad.Directory, f File) ([]string, error) {
	var out []string
	for _, o := range f.Objects {
		is, err := read(ctx, dir, o)
		if err != nil {
			return nil, err
		}
		for i, a := range o.Attributes {
			o.Attributes[i].Before = a.After
		}
		out = append(out, differences(o, is)...)
	}
	return out, nil
}
