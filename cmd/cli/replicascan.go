package cli

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/diag/facts"
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

// Compare implements collect.ReplicaReader.
func (r replicaReader) Compare(ctx context.Context) (facts.ReplicaScanValue, error) {
	var v facts.ReplicaScanValue
	own, err := r.s.Directory(ctx)
	if err != nil {
		return v, err
	}
	conns := slices.DeleteFunc(r.s.namedControllers(ctx), func(c *directory.Conn) bool { return !sameDomain(ctx, own, c) })
	if len(conns) < 2 && len(r.s.namedServers()) > 1 {
		return v, &ad.Problem{Kind: ad.ProblemUnreachable, What: "comparing domain controllers", Why: "of those that were named only one answers", Do: "see adwalk controllers"}
	}
	if len(conns) < 2 {
		others, silent, err := r.others(ctx)
		if err != nil {
			return v, err
		}
		conns, v.Silent = append(conns, others...), silent
	}
	for _, server := range r.s.silentServers() {
		v.Silent = append(v.Silent, server)
	}
	seed := maphash.MakeSeed()
	all, errs := make([]sums, len(conns)), make([]error, len(conns))
	var reading sync.WaitGroup
	for i, conn := range conns {
		v.Servers = append(v.Servers, conn.Server())
		reading.Go(func() { all[i], errs[i] = summed(ctx, conn, seed) })
	}
	reading.Wait()
	for _, err := range errs {
		if err != nil {
			return v, err
		}
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
// there are few. Those that cannot be asked are told.
func (r replicaReader) others(ctx context.Context) (conns []*directory.Conn, silent []facts.SilentController, err error) {
	_, info, known, err := r.s.known(ctx)
	if err != nil {
		return nil, nil, err
	}
	list := othersThan(info, ofDomain(known, info.Domain))
	p := &ad.Problem{Kind: ad.ProblemNotAsked, What: "comparing domain controllers", Do: "give --server for each of those to compare"}
	switch {
	case len(list) == 0:
		p.Why, p.Do = "the domain has only one", ""
		return nil, nil, p
	case len(list) > fewControllers:
		p.Why = fmt.Sprintf("the domain has %d more, and none of them was named", len(list))
		return nil, nil, p
	}
	ctx, cancel := context.WithTimeout(ctx, r.s.Flags.Timeout)
	defer cancel()
	found, errs := make([]*directory.Conn, len(list)), make([]error, len(list))
	var dialling sync.WaitGroup
	for i, k := range list {
		dialling.Go(func() { found[i], errs[i] = r.s.controller(ctx, k.Host) })
	}
	dialling.Wait()
	for i, err := range errs {
		if err != nil {
			silent = append(silent, facts.SilentController{Server: list[i].Host, Problem: ad.AsProblem(err, ad.ProblemUnreachable, "asking "+list[i].Host)})
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
