package directory

import (
	"context"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
)

// atOnce is how many controllers are asked at the same time.
const atOnce = 8

// Replicas reads one attribute of one object on every domain controller that
// holds it, side by side, with who wrote it last, the controller's clock and
// highest USN, and the time that one small search took. A controller that
// cannot be asked has a Problem; the others are answered all the same. The
// object may be named by DN, or by <GUID=…> where it may have moved.
func (c *Conn) Replicas(ctx context.Context, dn, attribute string) (ad.ReplicaSet, error) {
	set := ad.ReplicaSet{DN: dn, Attribute: attribute}
	controllers, err := c.Controllers(ctx)
	if err != nil {
		return set, err
	}
	info, err := c.Info(ctx)
	if err != nil {
		return set, err
	}
	domain := info.Domain
	for _, k := range controllers { // the longest naming context that the DN lies in
		if len(k.Domain) > len(domain) && strings.HasSuffix(strings.ToLower(dn), ","+strings.ToLower(k.Domain)) {
			domain = k.Domain
		}
	}
	for _, k := range controllers {
		if strings.EqualFold(k.Domain, domain) {
			set.Replicas = append(set.Replicas, ad.Replica{Controller: k})
		}
	}
	gate := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i := range set.Replicas {
		all.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			c.askReplica(ctx, info, set.DN, attribute, &set.Replicas[i])
		})
	}
	all.Wait()
	return set, ctx.Err()
}

// askReplica connects to one controller, as this connection did, and reads.
func (c *Conn) askReplica(ctx context.Context, info ad.DirectoryInfo, dn, attribute string, r *ad.Replica) {
	r.At = time.Now().UTC()
	fail := func(err error) { r.Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+r.Controller.Host) }
	conn := c
	if !strings.EqualFold(r.Controller.Host, info.Server) {
		var err error
		if conn, err = Dial(ctx, c.optionsFor(r.Controller.Host)); err != nil {
			fail(err)
			return
		}
		defer conn.Close()
	}
	start := time.Now()
	now, err := conn.Refresh(ctx)
	if err != nil {
		fail(err)
		return
	}
	r.RTT, r.HighestUSN = time.Since(start), now.HighestUSN
	if !now.Time.IsZero() { // the server writes whole seconds: half of one is the best guess
		offset := now.Time.Add(500 * time.Millisecond).Sub(start.Add(r.RTT / 2))
		r.Offset = offset.Round(time.Second)
	}
	if err := conn.readReplica(ctx, dn, attribute, r); err != nil {
		fail(err)
	}
}

func (c *Conn) readReplica(ctx context.Context, dn, attribute string, r *ad.Replica) error {
	found, _, err := ad.SearchAll(ctx, c, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{attribute, "msDS-ReplAttributeMetaData", "replPropertyMetaData"}})
	if isNotFound(err) || err == nil && len(found) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	r.Present, r.Values = true, found[0].Texts(attribute)
	r.Changed, err = parseMetadata(found[0].Values("msDS-ReplAttributeMetaData"), attribute)
	if raw := found[0].Values("replPropertyMetaData"); r.Changed == nil && err == nil && len(raw) > 0 {
		r.Changed, err = parsePropertyMetadata(raw[0], attribute)
	}
	return err
}

func isNotFound(err error) bool {
	p := ad.AsProblem(err, "", "")
	return p != nil && p.Kind == ad.ProblemNotFound
}

// optionsFor are this connection's options for another controller of the same
// forest: same protection, same login, the usual ports.
func (c *Conn) optionsFor(host string) Options {
	o := c.opt
	o.ServerName, o.GlobalCatalog, o.Realm = "", "", ""
	other := address{host: host, port: "389"}
	if c.address.tls {
		other = address{host: host, port: "636", tls: true}
	}
	o.Server = other.url()
	if elsewhere, ok := o.Controllers[strings.ToLower(host)]; ok {
		o.Server, o.ServerName = elsewhere, host
	}
	return o
}
