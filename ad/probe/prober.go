package probe

import (
	"context"
	"crypto/tls"
	"net"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// Tickets gets a service ticket from a KDC; *krb.Client does.
type Tickets interface {
	ServiceTicket(ctx context.Context, spn string) (*krb.Ticket, ad.TicketResult)
}

// Options say how to ask. Only Tickets has no default; without it every
// service is asked what it offers and no more.
type Options struct {
	Tickets  Tickets
	TLS      *tls.Config   // roots and whether to verify; the name is set here
	Timeout  time.Duration // for one address; 0: ten seconds
	Parallel int           // addresses at the same time; 0: four
	Resolver *net.Resolver // nil: the system's

	// Dial opens a connection to an address; nil: a net.Dialer.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Trace records every exchange with a service; nil records nothing.
	Trace *trace.Log
}

// Prober is an ad.Prober. It is safe for concurrent use.
type Prober struct{ opts Options }

var _ ad.Prober = (*Prober)(nil)

// New completes the options.
func New(o Options) *Prober {
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if o.Parallel <= 0 {
		o.Parallel = 4
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	if o.TLS == nil {
		o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	return &Prober{opts: o}
}

// maxAddresses bounds what a name may resolve to.
const maxAddresses = 64

// Probe asks every address of a service, a few at a time, with one ticket and
// a fresh authenticator each.
func (p *Prober) Probe(ctx context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	t, err := parseTarget(req.Target)
	if err != nil {
		return []ad.ProbeResult{{Target: shown(req.Target), SPN: req.SPN, Outcome: ad.ProbeNotPerformed, At: time.Now(),
			Problem: ad.AsProblem(err, ad.ProblemUsage, "reading the target")}}
	}
	spn := req.SPN
	if spn == "" {
		spn = t.spn()
	}
	if t.instance != "" {
		told := p.Instance(ctx, t.host, t.instance, req.Addresses)
		if told.Told != ad.TellsPort {
			return []ad.ProbeResult{{Target: t.shown, SPN: spn, Outcome: ad.ProbeUnreachable, At: time.Now(), Problem: told.Problem}}
		}
		t.port = told.Port
	}
	addrs, err := p.addresses(ctx, t, req.Addresses)
	if err != nil {
		return []ad.ProbeResult{{Target: t.shown, SPN: spn, Outcome: ad.ProbeUnreachable, At: time.Now(),
			Problem: ad.AsProblem(err, ad.ProblemUnreachable, "finding the addresses of "+t.host)}}
	}
	tickets, otherwise := p.ticketOnce(spn), p.ticketOnce(inOtherLetters(spn))
	results := make([]ad.ProbeResult, len(addrs))
	var wg sync.WaitGroup
	slots := make(chan struct{}, p.opts.Parallel)
	for i, addr := range addrs {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			results[i] = p.ask(ctx, t, ad.ProbeResult{Target: t.shown, SPN: spn, Address: addr, At: time.Now()}, tickets)
			if e := results[i].Error; e != nil && e.Code == ad.ErrNotUs && results[i].Outcome == ad.ProbeRefused && inOtherLetters(spn) != spn {
				second := p.ask(ctx, t, ad.ProbeResult{Target: t.shown, SPN: inOtherLetters(spn), Address: addr, At: time.Now()}, otherwise)
				if e := second.Error; e != nil && e.Code != ad.ErrNotUs && second.Outcome == ad.ProbeRefused {
					results[i] = second
				}
			}
		})
	}
	wg.Wait()
	return results
}

// issued is a ticket or the reason why there is none.
type issued struct {
	ticket *krb.Ticket
	result ad.TicketResult
}

// ticketOnce asks the KDC when the first address wants a ticket, and once.
func (p *Prober) ticketOnce(spn string) func(context.Context) issued {
	var mu sync.Mutex
	var got *issued
	return func(ctx context.Context) issued {
		mu.Lock()
		defer mu.Unlock()
		if got == nil {
			ticket, result := p.opts.Tickets.ServiceTicket(ctx, spn)
			if ctx.Err() != nil && ticket == nil {
				return issued{result: result} // the next address may have more time
			}
			got = &issued{ticket: ticket, result: result}
		}
		return *got
	}
}

// ask runs one probe within its time.
func (p *Prober) ask(ctx context.Context, t target, res ad.ProbeResult, tickets func(context.Context) issued) ad.ProbeResult {
	limited, cancel := context.WithTimeout(ctx, p.opts.Timeout)
	defer cancel()
	a := &attempt{opts: p.opts, target: t, result: res, tickets: tickets}
	t.kind.ask(a, limited)
	if ctx.Err() != nil && a.result.Problem != nil {
		a.fail(ad.ProbeNotPerformed, &ad.Problem{Kind: ad.ProblemCancelled, What: "asking " + t.host + " at " + res.Address + " was stopped", Err: ctx.Err()})
	}
	a.result.Elapsed = time.Since(res.At)
	return a.result
}

// addresses gives what to dial.
func (p *Prober) addresses(ctx context.Context, t target, given []string) ([]string, error) {
	var out []string
	if len(given) == 0 {
		if net.ParseIP(t.host) != nil {
			given = []string{t.host}
		} else {
			ctx, cancel := context.WithTimeout(ctx, p.opts.Timeout)
			defer cancel()
			x := p.opts.Trace.Named("resolver", t.host, "A")
			found, err := p.opts.Resolver.LookupHost(ctx, t.host)
			x.End(err)
			if err != nil {
				return nil, &ad.Problem{Kind: ad.ProblemUnreachable, What: "finding the addresses of " + t.host + " failed",
					Why: lookupReason(err), Do: "check the spelling, or give the addresses", Err: err}
			}
			given = found
		}
	}
	for _, a := range given[:min(len(given), maxAddresses)] {
		if _, _, err := net.SplitHostPort(a); err != nil {
			a = net.JoinHostPort(strings.Trim(a, "[]"), t.port)
		}
		out = append(out, a)
	}
	return out, nil
}
