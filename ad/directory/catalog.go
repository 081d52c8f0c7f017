package directory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"adwalk/ad"
)

// retryCatalog is how long a global catalogue that did not answer is left
// alone, so that a screen full of questions does not wait for it each time.
const retryCatalog = time.Minute

// noCatalog remembers why there is no global catalogue.
type noCatalog struct {
	at  time.Time
	why string
}

// searchForest asks the global catalogue (MS-ADTS 3.1.1.3.4.2): an empty base
// there is the whole forest. Without one the domain is asked, and the coverage
// says so.
func (c *Conn) searchForest(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	why := c.catalogDown()
	if why == "" {
		a, err := c.catalogAddress()
		if err != nil {
			return ad.Coverage{}, err
		}
		seen := false
		cov, err := c.run(ctx, &c.catalog, a, q, func(e ad.Entry) error {
			seen = true
			return yield(e)
		})
		if err == nil || seen || ctx.Err() != nil || !catalogMissing(err) {
			cov.Forest = err == nil
			return cov, err
		}
		why = fmt.Sprintf("no global catalogue on %s: %s", a, ad.AsProblem(err, ad.ProblemUnreachable, "").Why)
		c.mu.Lock()
		c.noGC = &noCatalog{at: time.Now(), why: why}
		c.mu.Unlock()
	}
	q.Forest = false
	cov, err := c.Search(ctx, q, yield)
	if err == nil && q.Base == "" && c.singleDomain(ctx) {
		cov.Forest = true
		cov.Note = why + "; the forest has only this domain, which was searched"
		return cov, nil
	}
	cov.Note = why + "; only the domain was searched"
	return cov, err
}

// catalogMissing tells a catalogue that is not there from a question that it
// refuses.
func catalogMissing(err error) bool {
	var p *ad.Problem
	return errors.As(err, &p) && (p.Kind == ad.ProblemUnreachable || p.Kind == ad.ProblemProtocol || p.Kind == ad.ProblemLogin)
}

func (c *Conn) catalogDown() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.noGC != nil && time.Since(c.noGC.at) < retryCatalog {
		return c.noGC.why
	}
	return ""
}

// catalogAddress is where the global catalogue is asked, protected in the same
// way as the domain's connection.
func (c *Conn) catalogAddress() (address, error) {
	if c.opt.GlobalCatalog != "" {
		return parseAddress(c.opt.GlobalCatalog, c.address.tls, "3268", "3269")
	}
	a := address{host: c.address.host, port: "3268", tls: c.address.tls}
	if a.tls {
		a.port = "3269"
	}
	return a, nil
}

// singleDomain says whether the forest consists of one domain: one crossRef
// that stands for a domain naming context (MS-ADTS 6.1.1.2.1.1.4).
func (c *Conn) singleDomain(ctx context.Context) bool {
	info, err := c.Info(ctx)
	if err != nil || info.Configuration == "" || info.Domain != info.Forest {
		return false
	}
	n := 0
	_, err = c.run(ctx, &c.main, c.address, ad.Query{Base: "CN=Partitions," + info.Configuration, Scope: ad.ScopeOne, Limit: 10,
		Filter: "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=3))", Attributes: []string{"nCName"}},
		func(ad.Entry) error { n++; return nil })
	return err == nil && n == 1
}
