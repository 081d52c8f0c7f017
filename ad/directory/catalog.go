package directory

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
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
		addresses, err := c.catalogAddresses(ctx)
		if err != nil {
			return ad.Coverage{}, err
		}
		for _, a := range addresses {
			seen := false
			cov, err := c.run(ctx, &c.catalog, a, q, func(e ad.Entry) error {
				seen = true
				return yield(e)
			})
			if err == nil || seen || ctx.Err() != nil || !catalogMissing(err) {
				cov.Forest = err == nil
				c.rememberCatalog(a, err)
				return cov, err
			}
			if why == "" {
				why = fmt.Sprintf("no global catalogue on %s: %s", a, ad.AsProblem(err, ad.ProblemUnreachable, "").Why)
			}
		}
		c.mu.Lock()
		c.noGC, c.gcAt = &noCatalog{at: time.Now(), why: why}, nil
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

// rememberCatalog keeps the address of the catalogue that answered.
func (c *Conn) rememberCatalog(a address, err error) {
	if err == nil {
		c.mu.Lock()
		c.gcAt = &a
		c.mu.Unlock()
	}
}

// maxCatalogs is how many catalogues are tried before giving up.
const maxCatalogs = 3

// catalogAddresses is where a global catalogue is asked, protected in the same
// way as the domain's connection: where the options say; otherwise on the same
// host, and then on those that DNS names for the forest (MS-ADTS 6.3.2.3).
func (c *Conn) catalogAddresses(ctx context.Context) ([]address, error) {
	c.mu.Lock()
	known := c.gcAt
	c.mu.Unlock()
	if known != nil {
		return []address{*known}, nil
	}
	if c.opt.GlobalCatalog != "" {
		a, err := parseAddress(c.opt.GlobalCatalog, c.address.tls, "3268", "3269")
		return []address{a}, err
	}
	port := "3268"
	if c.address.tls {
		port = "3269"
	}
	out := []address{{host: c.address.host, port: port, tls: c.address.tls}}
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	if info.GlobalCatalog {
		return out, nil
	}
	_, records, _ := c.opt.Resolver.LookupSRV(ctx, "ldap", "tcp", "gc._msdcs."+strings.ToLower(realmOf(info.Forest)))
	sort.SliceStable(records, func(i, j int) bool { return records[i].Priority < records[j].Priority })
	for _, r := range records {
		if host := strings.TrimSuffix(r.Target, "."); host != "" && len(out) < maxCatalogs {
			out = append(out, address{host: host, port: port, tls: c.address.tls})
		}
	}
	return out, nil
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
