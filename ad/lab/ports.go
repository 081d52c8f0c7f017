package lab

import (
	"context"
	"fmt"
	"net"
)

// portTries is how often a free port is looked for that suits several sockets.
const portTries = 50

// both opens TCP and UDP on one free port. Where the system opens no UDP socket at
// all the second is nil: wine 8 lacks SIO_UDP_NETRESET, which Go's library sets on
// each. TCP is enough for a KDC (RFC 4120 7.2.2) and for DNS (RFC 7766).
func both(ctx context.Context, host string) (net.Listener, net.PacketConn, error) {
	var lc net.ListenConfig
	datagrams := true
	if pc, err := lc.ListenPacket(ctx, "udp", net.JoinHostPort(host, "0")); err == nil {
		pc.Close()
	} else {
		datagrams = false
	}
	for range portTries {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return nil, nil, err
		}
		if !datagrams {
			return l, nil, nil
		}
		pc, err := lc.ListenPacket(ctx, "udp", l.Addr().String())
		if err == nil {
			return l, pc, nil
		}
		l.Close()
	}
	return nil, nil, fmt.Errorf("no port of %s is free for both TCP and UDP", host)
}

// same opens TCP on one free port of several addresses.
func same(ctx context.Context, hosts []string) ([]net.Listener, string, error) {
	var lc net.ListenConfig
	var last error
	for range portTries {
		var open []net.Listener
		port := "0"
		for _, h := range hosts {
			l, err := lc.Listen(ctx, "tcp", net.JoinHostPort(h, port))
			if err != nil {
				last = err
				break
			}
			open = append(open, l)
			_, port, _ = net.SplitHostPort(l.Addr().String())
		}
		if len(open) == len(hosts) {
			return open, port, nil
		}
		for _, l := range open {
			l.Close()
		}
	}
	return nil, "", fmt.Errorf("no port is free on all of %v: %w", hosts, last)
}
