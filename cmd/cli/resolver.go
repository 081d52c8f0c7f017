package cli

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"
)

// resolvers resolve host names with this machine's resolver, and asks the domain
// controllers' own DNS service where that does not know a name: a jump host is
// often outside the domain's DNS.
type resolvers struct {
	list []namedResolver
}

type namedResolver struct {
	name string
	*net.Resolver
}

// resolver returns the session's resolver. In the lab only the lab's DNS is
// asked.
func (s *Session) resolver() *resolvers {
	if s.lab != nil {
		return &resolvers{[]namedResolver{{"lab dns " + s.lab.DNSAddr(), dnsAt(s.lab.DNSAddr())}}}
	}
	n := &resolvers{[]namedResolver{{"this machine's resolver", net.DefaultResolver}}}
	for _, server := range s.Flags.Servers {
		host := serverHost(server)
		if host == "" {
			continue
		}
		n.list = append(n.list, namedResolver{"dns " + host, dnsAt(net.JoinHostPort(host, "53"))})
	}
	return n
}

// serverHost takes the host out of a --server value.
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

func dnsAt(addr string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, network, addr)
	}}
}

// Lookup implements collect.Resolver. Resolvers are asked in turn until one
// knows the name.
func (n *resolvers) Lookup(ctx context.Context, name string) (canonical string, addresses, asked []string, err error) {
	fqdn := strings.TrimSuffix(name, ".") + "."
	var failed error
	answered := false
	for _, r := range n.list {
		asked = append(asked, r.name)
		lookup, cancel := context.WithTimeout(ctx, 5*time.Second)
		addrs, err := r.LookupHost(lookup, fqdn)
		if err == nil {
			c, cerr := r.LookupCNAME(lookup, fqdn)
			cancel()
			if cerr == nil && !strings.EqualFold(c, fqdn) {
				canonical = strings.TrimSuffix(c, ".")
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

// LookupHost and LookupSRV implement directory.Resolver.
func (n *resolvers) LookupHost(ctx context.Context, host string) ([]string, error) {
	_, addresses, _, err := n.Lookup(ctx, host)
	if err == nil && len(addresses) == 0 {
		err = &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return addresses, err
}

// LookupSRV asks the resolvers in turn until one has records.
func (n *resolvers) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	var first error
	for _, r := range n.list {
		lookup, cancel := context.WithTimeout(ctx, 5*time.Second)
		cname, records, err := r.LookupSRV(lookup, service, proto, name)
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

// Reverse gives the name of an address' PTR record, "" where there is none.
func (n *resolvers) Reverse(ctx context.Context, address string) string {
	for _, r := range n.list {
		lookup, cancel := context.WithTimeout(ctx, 3*time.Second)
		list, err := r.LookupAddr(lookup, address)
		cancel()
		if err == nil && len(list) > 0 {
			return strings.TrimSuffix(list[0], ".")
		}
	}
	return ""
}
