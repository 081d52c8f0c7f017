package session

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/trace"
)

// The waits for one resolver: for a name, and for the name of an address, which is
// only told beside it.
const (
	lookupTimeout  = 5 * time.Second
	reverseTimeout = 3 * time.Second
)

// limited is a wait of the session's own length, where that is shorter.
func (n *Names) limited(ctx context.Context, usual time.Duration) (context.Context, context.CancelFunc) {
	if n.timeout > 0 {
		usual = min(usual, n.timeout)
	}
	return context.WithTimeout(ctx, usual)
}

// Names resolves host names with the environment's resolvers in turn: a jump
// host is often outside the domain's DNS, and a domain controller answers then.
type Names struct {
	resolvers []NamedResolver
	trace     *trace.Log
	timeout   time.Duration // of one exchange; 0: the usual one
}

// serverHost takes the host out of the name of a server: host, host:port or URL.
func serverHost(server string) string {
	if _, rest, ok := strings.Cut(server, "://"); ok {
		server = rest
	}
	server = strings.TrimRight(server, "/")
	if host, _, err := net.SplitHostPort(server); err == nil {
		return host
	}
	return strings.Trim(server, "[]")
}

// Lookup returns the canonical name of a host ("" when it is the name itself),
// its addresses, and which resolvers were asked. Resolvers are asked in turn
// until one knows the name. A name that none of them knows is an answer without
// addresses; the error means that none of them answered.
func (n *Names) Lookup(ctx context.Context, name string) (canonical string, addresses, asked []string, err error) {
	a, err := ad.Once(ctx, question{fmt.Sprint(n.resolvers), strings.ToLower(name)}, func() (a answer, err error) {
		a.canonical, a.addresses, a.asked, err = n.lookup(ctx, name)
		asked = a.asked
		return a, err
	}, func(answer) bool { return true })
	if err != nil {
		return "", nil, asked, err
	}
	return a.canonical, slices.Clone(a.addresses), slices.Clone(a.asked), nil
}

// question is a name that is asked of some resolvers, and answer what they say.
type question struct{ resolvers, name string }

type answer struct {
	canonical        string
	addresses, asked []string
}

func (n *Names) lookup(ctx context.Context, name string) (canonical string, addresses, asked []string, err error) {
	fqdn := strings.TrimSuffix(name, ".") + "."
	var failed error
	answered := false
	for _, r := range n.resolvers {
		asked = append(asked, r.Name)
		lookup, cancel := n.limited(ctx, lookupTimeout)
		x := n.trace.Named(r.Name, strings.TrimSuffix(name, "."), "A")
		addrs, err := r.LookupHost(lookup, fqdn)
		x.End(err)
		if err == nil {
			x := n.trace.Named(r.Name, strings.TrimSuffix(name, "."), "CNAME")
			c, cerr := r.LookupCNAME(lookup, fqdn)
			x.End(cerr)
			cancel()
			if cerr == nil && !strings.EqualFold(c, fqdn) {
				canonical = strings.TrimSuffix(n.lastOf(ctx, r, c), ".")
			}
			return canonical, addrs, asked, nil
		}
		cancel()
		var de *net.DNSError
		if errors.As(err, &de) && de.IsNotFound {
			answered = true
			continue
		}
		failed = err
	}
	if answered {
		return "", nil, asked, nil
	}
	return "", nil, asked, failed
}

// maxAliases bounds the CNAMEs of one name.
const maxAliases = 8

// lastOf follows CNAMEs to the last name: the resolver may give the first of several.
func (n *Names) lastOf(ctx context.Context, r NamedResolver, name string) string {
	for range maxAliases {
		lookup, cancel := n.limited(ctx, lookupTimeout)
		x := n.trace.Named(r.Name, strings.TrimSuffix(name, "."), "CNAME")
		next, err := r.LookupCNAME(lookup, name)
		x.End(err)
		cancel()
		if err != nil || strings.EqualFold(next, name) {
			break
		}
		name = next
	}
	return name
}

// LookupHost returns the addresses of a host, as *net.Resolver does.
func (n *Names) LookupHost(ctx context.Context, host string) ([]string, error) {
	_, addresses, _, err := n.Lookup(ctx, host)
	if err == nil && len(addresses) == 0 {
		err = &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return addresses, err
}

// LookupSRV asks the resolvers in turn until one has records.
func (n *Names) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	var first error
	for _, r := range n.resolvers {
		lookup, cancel := n.limited(ctx, lookupTimeout)
		x := n.trace.Named(r.Name, "_"+service+"._"+proto+"."+name, "SRV")
		cname, records, err := r.LookupSRV(lookup, service, proto, name)
		x.End(err)
		cancel()
		if len(records) > 0 {
			return cname, records, nil
		}
		if first == nil {
			first = err
		}
	}
	return "", nil, first
}

// Reverse gives the name of an address's PTR record, "" where there is none.
func (n *Names) Reverse(ctx context.Context, address string) string {
	for _, r := range n.resolvers {
		lookup, cancel := n.limited(ctx, reverseTimeout)
		x := n.trace.Named(r.Name, address, "PTR")
		list, err := r.LookupAddr(lookup, address)
		x.End(err)
		cancel()
		if err == nil && len(list) > 0 {
			return strings.TrimSuffix(list[0], ".")
		}
	}
	return ""
}
