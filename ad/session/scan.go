package session

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
)

// maxDiffering bounds how many accounts are read again from every controller.
const maxDiffering = 50

// fewControllers is how many other controllers are asked although nobody named
// them: reading every account with SPNs from each is too much for a large domain.
const fewControllers = 3

// compared are the attributes that replication carries and clients depend on.
var compared = []string{"sAMAccountName", "objectGUID", "servicePrincipalName", "userAccountControl",
	"msDS-SupportedEncryptionTypes", "pwdLastSet", "msDS-AllowedToDelegateTo", "accountExpires", "dNSHostName", "userPrincipalName",
	"msDS-AllowedToActOnBehalfOfOtherIdentity"}

// sums is one controller's accounts: by identity their name and what their
// attributes add up to.
type sums map[string]account

type account struct {
	name string
	sum  uint64
}

// Compare reads all accounts with SPNs from each domain controller that the
// operator named, or from all where there are few. With fewer than two the error
// is an *ad.Problem of kind not-asked.
func (r Replicas) Compare(ctx context.Context) (ad.ReplicaScan, error) {
	var v ad.ReplicaScan
	leave, err := r.Epoch.Enter()
	if err != nil {
		return v, err
	}
	defer leave()
	own, err := r.Epoch.Conn(ctx)
	if err != nil {
		return v, err
	}
	conns := slices.DeleteFunc(r.Epoch.Named(ctx), func(c *directory.Conn) bool { return !sameDomain(ctx, own, c) })
	if len(conns) < 2 && len(r.Epoch.session.cfg.Servers) > 1 {
		return v, &ad.Problem{Kind: ad.ProblemUnreachable, What: "comparing domain controllers", Why: "of those that were named only one answers", Do: "see adwalk controllers"}
	}
	if len(conns) < 2 {
		others, silent, err := r.others(ctx)
		if err != nil {
			return v, err
		}
		conns, v.Silent = append(conns, others...), silent
	}
	v.Silent = append(v.Silent, r.Epoch.silentServers(ctx)...)
	seed := maphash.MakeSeed()
	read, errs := make([]sums, len(conns)), make([]error, len(conns))
	sideBySide(len(conns), atOnce, func(i int) { read[i], errs[i] = summed(ctx, conns[i], seed) }, func(i int, p *ad.Problem) { errs[i] = p })
	var all []sums
	var lost error
	for i, err := range errs {
		switch {
		case err == nil:
			v.Servers, all = append(v.Servers, conns[i].Server()), append(all, read[i])
		case vanished(ctx, err) == nil:
			return v, err
		default:
			v.Silent, lost = append(v.Silent, ad.SilentController{Server: nameOf(conns[i]), Problem: vanished(ctx, err)}), err
		}
	}
	if len(all) < 2 && lost != nil {
		return v, lost
	}
	everyone := sums{}
	for _, one := range all {
		maps.Copy(everyone, one)
	}
	v.Accounts = len(everyone)
	for id, a := range everyone {
		if slices.ContainsFunc(all, func(one sums) bool { return one[id].sum != a.sum }) {
			v.Differ = append(v.Differ, a.name)
		}
	}
	slices.Sort(v.Differ)
	if v.More = len(v.Differ) - maxDiffering; v.More > 0 {
		v.Differ = v.Differ[:maxDiffering]
	}
	v.More = max(0, v.More)
	return v, nil
}

// others connects to the domain's other controllers, which nobody named, where
// there are few. Those that cannot be asked are listed.
func (r Replicas) others(ctx context.Context) (conns []*directory.Conn, silent []ad.SilentController, err error) {
	leave, own, all, err := r.begin(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	if p := incomplete(own, all); p != nil {
		return nil, nil, p
	}
	list := othersThan(own, all)
	p := &ad.Problem{Kind: ad.ProblemNotAsked, What: "comparing domain controllers", Do: "give --server for each of those to compare"}
	switch {
	case len(list) == 0:
		p.Why, p.Do = "the domain has only one", ""
		return nil, nil, p
	case len(list) > fewControllers:
		p.Why = fmt.Sprintf("the domain has %d more, and none of them was named", len(list))
		return nil, nil, p
	}
	ctx, cancel := context.WithTimeout(ctx, r.Epoch.session.cfg.Timeout)
	defer cancel()
	found, errs := make([]*directory.Conn, len(list)), make([]error, len(list))
	sideBySide(len(list), fewControllers, func(i int) { found[i], errs[i] = r.Epoch.Controller(ctx, list[i].Host) }, func(i int, p *ad.Problem) { errs[i] = p })
	for i, err := range errs {
		if err != nil {
			silent = append(silent, ad.SilentController{Server: list[i].Host, Problem: ad.AsProblem(err, ad.ProblemUnreachable, "asking "+list[i].Host)})
		}
	}
	return slices.DeleteFunc(found, func(c *directory.Conn) bool { return c == nil }), silent, nil
}

// sameDomain says whether two controllers hold the same objects.
func sameDomain(ctx context.Context, a, b *directory.Conn) bool {
	x, err := a.Info(ctx)
	if err != nil {
		return false
	}
	y, err := b.Info(ctx)
	return err == nil && strings.EqualFold(x.Domain, y.Domain)
}

// summed reads one controller's accounts that hold or are given SPNs.
func summed(ctx context.Context, conn *directory.Conn, seed maphash.Seed) (sums, error) {
	out := sums{}
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(|(servicePrincipalName=*)(msDS-AllowedToDelegateTo=*)(msDS-AllowedToActOnBehalfOfOtherIdentity=*)(dNSHostName=*))", Attributes: compared}
	_, err := conn.Search(ctx, q, func(e ad.Entry) error {
		id := e.Text("objectGUID")
		if id == "" {
			id = strings.ToLower(e.DN)
		}
		var parts []string
		for _, name := range compared {
			for _, text := range e.Texts(name) {
				parts = append(parts, name+"="+text)
			}
		}
		slices.Sort(parts)
		out[id] = account{e.Text("sAMAccountName"), maphash.String(seed, strings.Join(parts, "\x00"))}
		return nil
	})
	return out, err
}
