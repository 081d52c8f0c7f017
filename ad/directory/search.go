package directory

import (
	"context"
	"time"

	"adwalk/ad"
)

// Search implements ad.Directory. Objects are handed on as they arrive, page
// by page; the next page is asked for before this one is decoded. A connection
// that dropped is dialled again once, as long as nothing was handed on yet.
func (c *Conn) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	if q.Scope < ad.ScopeBase || q.Scope > ad.ScopeSub {
		return ad.Coverage{}, &ad.Problem{Kind: ad.ProblemUsage, What: "searching " + c.address.String(), Why: "the scope is unknown"}
	}
	if q.Forest {
		return c.searchForest(ctx, q, yield)
	}
	if q.Base == "" && q.Scope != ad.ScopeBase {
		info, err := c.Info(ctx)
		if err != nil {
			return ad.Coverage{}, err
		}
		q.Base = info.Domain
	}
	return c.run(ctx, &c.main, c.address, q, yield)
}

// run searches on one slot's connection.
func (c *Conn) run(ctx context.Context, s *slot, a address, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	return ad.SearchOnce(ctx, s, q, func(yield func(ad.Entry) error) (ad.Coverage, error) {
		cov, _, err := c.ask(ctx, s, a, q, yield)
		return cov, err
	}, yield)
}

// ask is run, and says which session answered.
func (c *Conn) ask(ctx context.Context, s *slot, a address, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, *session, error) {
	kind := "ldap"
	if s == &c.catalog {
		kind = "gc"
	}
	cov := ad.Coverage{Source: ad.Source{Kind: kind, Name: c.name(a), At: time.Now().UTC()}}
	for attempt := 0; ; attempt++ {
		live, err := c.session(ctx, s, a)
		if err != nil {
			return cov, nil, err
		}
		page := c.pageSize(a, q)
		x := c.searched(live, q, page)
		scan := scan{conn: c, session: live, query: q, page: page, yield: yield, limits: c.opt.Limits, trace: x}
		err = scan.run(ctx)
		x.Received(scan.seen)
		if scan.stopped { // what the consumer found wrong is not the server's outcome
			x.EndAs("stopped by the reader")
		}
		x.End(Explain(ctx, "search", a.String(), live.as, err))
		cov.Truncated = scan.truncated
		if err == nil {
			return cov, live, nil
		}
		if scan.stopped { // the consumer's own error goes back unchanged
			return cov, nil, err
		}
		if attempt == 0 && scan.seen == 0 && ctx.Err() == nil && lost(live, err) {
			continue
		}
		return cov, nil, Explain(ctx, "search", a.String(), live.as, err)
	}
}

// name is the domain controller's own name where it is known, and otherwise
// how it was dialled.
func (c *Conn) name(a address) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.info != nil && a.host == c.address.host {
		return c.info.Server
	}
	return a.host
}
