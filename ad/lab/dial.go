package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"

	"adwalk/ad/lab/forest"
	"adwalk/ad/tds"
)

// Dial opens a connection as a machine inside the lab's network would: names
// are resolved by the lab's DNS, and the ports that services have in a real
// network (53, 80, 88, 389, 443, 445, 636, 1433, 1434, 3268, 3269) lead to the free ports that
// the lab has in their place. Anything else is dialled as it stands.
func (l *Lab) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	if dc := l.controllerAt(host); dc != nil {
		if dc.ldaps == "" && (port == "636" || port == "3269") {
			return nil, &net.OpError{Op: "dial", Net: network, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
		}
		if real := dc.port(port, l.addrs.dns); real != "" {
			return d.DialContext(ctx, network, real)
		}
	}
	var last error
	for _, a := range l.addressesOf(host) {
		to, err := l.webAddress(a, port)
		if err == nil {
			var c net.Conn
			if c, err = d.DialContext(ctx, network, to); err == nil {
				return c, nil
			}
		}
		last = err
	}
	if last == nil {
		last = &net.DNSError{Err: "no such host", Name: host, Server: l.addrs.dns, IsNotFound: true}
	}
	return nil, last
}

// controllerAt finds the controller that a name or address means; an address
// without a name is the first one.
func (l *Lab) controllerAt(host string) *controller {
	for _, d := range append(slices.Clone(l.dcs), l.partner) {
		if d != nil && strings.EqualFold(d.host, host) {
			return d
		}
	}
	if host == l.opts.Host || strings.EqualFold(host, l.Forest.Domain) {
		return l.dcs[0]
	}
	return nil
}

// port is where the controller really answers for a well-known port, "" for
// one that it does not have.
func (d *controller) port(well, dns string) string {
	return map[string]string{"88": d.kdc, "389": d.ldap, "636": d.ldaps, "3268": d.gc, "3269": d.gcs, "53": dns}[well]
}

// addressesOf follows aliases to addresses; an address is itself.
func (l *Lab) addressesOf(host string) []string {
	if net.ParseIP(host) != nil {
		return []string{host}
	}
	for range 8 {
		r, ok := l.resolve(host)
		if !ok {
			return nil
		}
		if r.CNAME == "" {
			return r.Addresses
		}
		host = r.CNAME
	}
	return nil
}

var errRefused = errors.New("connection refused")

// speaks are the well-known ports of services that are no web service.
var speaks = map[string]forest.Speech{"445": forest.SMB, "1433": forest.TDS}

// ServiceAddress is where a file server or SQL Server really listens, by its address
// and well-known port; false where it is none, or does not run.
func (l *Lab) ServiceAddress(address string) (there string, ok bool) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", false
	}
	m := l.memberAt(host)
	switch {
	case m == nil || m.Speaks == "":
		return "", false
	case m.Speaks == forest.TDS && port == tds.BrowserPort:
		there = l.addrs.browsers[host]
		return there, there != ""
	case m.Speaks == forest.TDS && m.ListensAt(port):
	case m.Speaks != speaks[port]:
		return "", false
	}
	there = l.addrs.hosts[host]
	return there, there != ""
}

// webAddress is where a server's service really listens.
func (l *Lab) webAddress(address, port string) (string, error) {
	if there, ok := l.ServiceAddress(net.JoinHostPort(address, port)); ok {
		return there, nil
	}
	m := l.memberAt(address)
	real := ""
	switch {
	case port != "80" && port != "443":
		return net.JoinHostPort(address, port), nil
	case m == nil || m.Down || m.Speaks != "":
	case port == "443":
		real = l.addrs.web
	case m.Plain:
		real = l.addrs.plain
	}
	if real == "" {
		return "", fmt.Errorf("dial tcp %s: %w", net.JoinHostPort(address, port), errRefused)
	}
	return net.JoinHostPort(address, real), nil
}

func (l *Lab) memberAt(address string) *forest.Member {
	for _, m := range slices.Concat(l.Forest.Members, l.Forest.Hosts) {
		if m.Address == address {
			return m
		}
	}
	return nil
}
