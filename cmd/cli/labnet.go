package cli

import (
	"context"
	"net"
	"slices"
	"strings"
	"syscall"

	"adwalk/ad/lab"
)

// dialFunc opens a connection.
type dialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// dialer connects as it is told, except in the lab: there every usual port is
// another one, and what the lab does not have must not be looked for on this
// machine.
func (s *Session) dialer() dialFunc {
	direct := (&net.Dialer{Timeout: s.Flags.Timeout}).DialContext
	if s.lab == nil {
		return direct
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		there, ok := labAddress(s.lab, addr)
		if !ok {
			return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
		}
		return direct(ctx, network, there)
	}
}

// labAddress says where a usual port of the lab's machines really listens.
func labAddress(l *lab.Lab, addr string) (string, bool) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", false
	}
	if slices.Contains([]string{l.WebPort(), l.PlainPort()}, port) {
		return addr, true
	}
	if listens := controllerPorts(l); host == hostOf(listens["389"]) {
		for _, there := range listens {
			if there == addr {
				return addr, true
			}
		}
		there, ok := listens[port]
		return there, ok
	}
	switch port {
	case "443":
		port = l.WebPort()
	case "80":
		port = l.PlainPort()
	default:
		port = ""
	}
	return net.JoinHostPort(host, port), port != ""
}

// controllerPorts maps the usual ports of a domain controller.
func controllerPorts(l *lab.Lab) map[string]string {
	bare := func(u string) string { _, rest, _ := strings.Cut(u, "://"); return rest }
	return map[string]string{"389": bare(l.LDAPURL()), "636": bare(l.LDAPSURL()), "3268": bare(l.GCURL()), "3269": bare(l.GCSURL()),
		"88": l.KDCAddr(), "53": l.DNSAddr(), "135": bare(l.LDAPURL()), "445": bare(l.LDAPURL())}
}

func hostOf(hostPort string) string {
	host, _, _ := net.SplitHostPort(hostPort)
	return host
}
