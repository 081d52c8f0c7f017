package session

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
)

// ownersLimit bounds how many domain controllers are asked for an SPN that was
// not found: a large domain has hundreds.
const ownersLimit = 16

// Holders asks the domain's other controllers who owns an SPN. A controller that
// cannot be asked has a Problem.
func (r Replicas) Holders(ctx context.Context, spn string) ([]ad.OwnersOn, error) {
	leave, own, all, err := r.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	others := othersThan(own, all)
	others = others[:min(len(others), ownersLimit)]
	out := make([]ad.OwnersOn, len(others))
	sideBySide(len(others), ownersLimit, func(i int) {
		k := others[i]
		out[i].Server = k.Host
		// One that is silent must not hold up the answer for long.
		ctx, cancel := context.WithTimeout(ctx, 2*r.Epoch.session.cfg.Timeout)
		defer cancel()
		conn, err := r.Epoch.Controller(ctx, k.Host)
		if err == nil {
			err = ownersFrom(ctx, own, conn, k, spn, &out[i])
		}
		out[i].Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+k.Host)
	}, func(i int, p *ad.Problem) { out[i].Problem = p })
	return out, ctx.Err()
}

// bySPN finds the owners of an SPN in the domain alone: a global catalogue may be
// another controller's.
func bySPN(spn string, attributes []string) ad.Query {
	return ad.Query{Scope: ad.ScopeSub, Attributes: attributes, Filter: "(servicePrincipalName=" + ad.EscapeFilter(spn) + ")"}
}

// ownersFrom asks one controller who owns the SPN. Where it has an owner, the
// versions of the owner's attribute tell an SPN that has not arrived here from
// one that was deleted here.
func ownersFrom(ctx context.Context, own, conn *directory.Conn, k ad.Controller, spn string, at *ad.OwnersOn) error {
	found, _, err := ad.SearchAll(ctx, conn, bySPN(spn, lookup.AccountAttributes))
	if err != nil {
		return err
	}
	for _, e := range found {
		a, err := lookup.DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		at.Holders = append(at.Holders, a)
	}
	at.Removed = len(at.Holders) > 0
	for _, a := range at.Holders {
		name := a.DN
		if a.GUID != "" {
			name = "<GUID=" + a.GUID + ">"
		}
		here := own.Replica(ctx, ad.Controller{Host: own.Server()}, name, "servicePrincipalName")
		there := conn.Replica(ctx, k, name, "servicePrincipalName")
		newest, ok := ad.ReplicaSet{Replicas: []ad.Replica{there, here}}.Newest()
		if !ok || here.Problem != nil || !here.Present || newest.Controller.Host == there.Controller.Host {
			at.Removed = false
		}
	}
	return nil
}

// Owners is who owns an SPN as one domain controller sees it.
type Owners struct {
	Server  string      `json:"server"`
	Owners  []string    `json:"owners"` // DNs, sorted
	Problem *ad.Problem `json:"problem,omitempty"`
	// Disabled are those of the owners that this domain controller calls disabled.
	Disabled []string `json:"disabled,omitempty"`
}

// Text says who owns the SPN on this domain controller.
func (o Owners) Text() string {
	switch {
	case o.Problem != nil:
		return o.Problem.Error()
	case len(o.Owners) == 0:
		return "no account has it"
	case len(o.Disabled) > 0:
		return "owner: " + strings.Join(o.Owners, " and ") + "; disabled here: " + strings.Join(o.Disabled, " and ")
	}
	return "owner: " + strings.Join(o.Owners, " and ")
}

// Differs says in what two domain controllers that answered know different things of
// an SPN's owners; "" where they agree.
func (o Owners) Differs(p Owners) string {
	switch {
	case o.Problem != nil || p.Problem != nil:
		return ""
	case !slices.Equal(o.Owners, p.Owners):
		return "the domain controllers disagree about the owner: " + o.Server + " and " + p.Server + " know different ones"
	case !slices.Equal(o.Disabled, p.Disabled):
		return "the domain controllers disagree whether the owner is enabled: disabled on " + o.disabledAt() + " and on " + p.disabledAt()
	}
	return ""
}

func (o Owners) disabledAt() string {
	return o.Server + ": " + cmp.Or(strings.Join(o.Disabled, " and "), "none")
}

// OwnersOn asks one connected domain controller who owns an SPN.
func OwnersOn(ctx context.Context, conn *directory.Conn, spn string) Owners {
	at := Owners{Server: conn.Server(), Owners: []string{}}
	info, err := conn.Info(ctx)
	if err == nil {
		at.Server = info.Server
		var found []ad.Entry
		found, _, err = ad.SearchAll(ctx, conn, bySPN(spn, append(slices.Clone(lookup.AccountAttributes[:3]), "userAccountControl")))
		for _, e := range found {
			at.Owners = append(at.Owners, e.DN)
			if a, err := lookup.DecodeAccount(e); err == nil && a.Disabled() {
				at.Disabled = append(at.Disabled, e.DN)
			}
		}
	}
	slices.Sort(at.Owners)
	slices.Sort(at.Disabled)
	at.Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+at.Server)
	return at
}

// OwnersEverywhere asks the connected domain controller and the domain's others,
// as far as they are worth asking, who owns an SPN. It is empty when the domain
// controllers are not known.
func (e *Epoch) OwnersEverywhere(ctx context.Context, spn string) []Owners {
	leave, own, all, err := Replicas{e}.begin(ctx)
	if err != nil {
		return nil
	}
	defer leave()
	list := othersThan(own, all)
	list = list[:min(len(list), ownersLimit)]
	out := make([]Owners, len(list)+1)
	out[0] = OwnersOn(ctx, own, spn)
	failed := func(i int, p *ad.Problem) {
		out[i+1] = Owners{Server: list[i].Host, Owners: []string{}, Problem: p}
	}
	sideBySide(len(list), ownersLimit, func(i int) {
		ctx, cancel := context.WithTimeout(ctx, 2*e.session.cfg.Timeout)
		defer cancel()
		conn, err := e.Controller(ctx, list[i].Host)
		if err != nil {
			failed(i, ad.AsProblem(err, ad.ProblemUnreachable, "asking "+list[i].Host))
			return
		}
		out[i+1] = OwnersOn(ctx, conn, spn)
	}, failed)
	return out
}
