package inlab

import (
	"context"
	"net"
	"slices"
	"strings"
	"syscall"

	"adwalk/ad/lab"
	"adwalk/ad/session"
)

// network reaches the lab's machines. There every usual port is another one, and
// what the lab does not have must not be looked for on this machine.
type network struct {
	lab    *lab.Lab
	direct session.Dialer
}

func (n network) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	there, ok := n.address(addr)
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	return n.direct(ctx, network, there)
}

// reach opens a connection and closes it. The lab's machines have no other
// services than their web service: where that is up, the machine is.
func (n network) reach(ctx context.Context, addr string) error {
	conn, err := n.dial(ctx, "tcp", addr)
	if err != nil {
		conn, err = n.dial(ctx, "tcp", net.JoinHostPort(hostOf(addr), "443"))
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

// address says where a usual port of the lab's machines really listens.
func (n network) address(addr string) (string, bool) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", false
	}
	if slices.Contains([]string{n.lab.WebPort(), n.lab.PlainPort()}, port) {
		return addr, true
	}
	if there, controller := n.lab.ControllerAddress(addr); controller {
		return there, there != ""
	}
	if listens := n.controllerPorts(); host == hostOf(listens["389"]) {
		for _, there := range listens {
			if there == addr {
				return addr, true
			}
		}
		there, ok := listens[port]
		return there, ok
	}
	if there, ok := n.lab.ServiceAddress(addr); ok {
		return there, true
	}
	switch port {
	case "443":
		port = n.lab.WebPort()
	case "80":
		port = n.lab.PlainPort()
	default:
		port = ""
	}
	return net.JoinHostPort(host, port), port != ""
}

// controllerPorts maps the usual ports of a domain controller.
func (n network) controllerPorts() map[string]string {
	bare := func(u string) string { _, rest, _ := strings.Cut(u, "://"); return rest }
	l := n.lab
	return map[string]string{"389": bare(l.LDAPURL()), "636": bare(l.LDAPSURL()), "3268": bare(l.GCURL()), "3269": bare(l.GCSURL()),
		"88": l.KDCAddr(), "53": l.DNSAddr(), "135": bare(l.LDAPURL()), "445": bare(l.LDAPURL())}
}

func hostOf(hostPort string) string {
	host, _, _ := net.SplitHostPort(hostPort)
	return host
}

// key is the principal and the password of one of the lab's own accounts, found
// with or without the dollar of a computer.
func (n network) key(account string) (principal, password string) {
	account, _, _ = strings.Cut(account, "@")
	for _, name := range []string{account + "$", account} {
		if e := n.lab.Forest.Tree.Account(name); e != nil && e.Secret != nil {
			return e.Text("sAMAccountName") + "@" + n.lab.Realm(), e.Secret.Password
		}
	}
	return "", ""
}
