package trace

import (
	"context"
	"net/http/httptrace"
	"sync"

	"adwalk/ad"
)

// Named records a DNS question that is about to be asked; the outcome is up to
// the caller.
func (l *Log) Named(resolver, name, kind string) *Exchange {
	command := "dig " + ad.ShellQuote(name) + " " + kind
	if kind == "PTR" {
		command = "dig -x " + ad.ShellQuote(name)
	}
	return l.Begin(Event{Protocol: DNS, Kind: Lookup, Server: resolver, Asked: name + " " + kind, Command: command})
}

// WithDNS returns a context in which the address questions that a net.Dialer asks
// by itself are recorded.
func (l *Log) WithDNS(ctx context.Context, resolver string) context.Context {
	if l == nil {
		return ctx
	}
	var mu sync.Mutex
	var x *Exchange
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart: func(i httptrace.DNSStartInfo) {
			mu.Lock()
			defer mu.Unlock()
			x = l.Named(resolver, i.Host, "A")
		},
		DNSDone: func(i httptrace.DNSDoneInfo) {
			mu.Lock()
			defer mu.Unlock()
			if x != nil {
				x.End(i.Err)
			}
		},
	})
}
