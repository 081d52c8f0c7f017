package lab

import (
	"context"
	"strings"

	"adwalk/ad/lab/ldapd"
	"adwalk/ad/lab/store"
)

// serve starts every server of the lab.
func (l *Lab) serve(ctx context.Context) error {
	if err := l.writeCA(); err != nil {
		return err
	}
	if err := l.serveController(ctx, "dc1", l.Forest.Tree); err != nil {
		return err
	}
	if l.Forest.Replica != nil {
		if err := l.serveController(ctx, "dc2", l.Forest.Replica); err != nil {
			return err
		}
	}
	return nil
}

// serveController starts one domain controller on the lab's address.
func (l *Lab) serveController(ctx context.Context, name string, tree *store.Tree) error {
	dc := &controller{host: name + "." + l.Forest.Domain}
	tlsConf, err := l.ca.issue(int64(2+len(l.dcs)), []string{dc.host, l.Forest.Domain, "localhost"}, "127.0.0.1", l.opts.Host)
	if err != nil {
		return err
	}
	srv := ldapd.New(ldapd.Config{Tree: tree, TLS: tlsConf, Host: dc.host, Domain: l.Forest.Domain, NetBIOS: l.Forest.NetBIOS, Log: l.note})
	for _, p := range []struct {
		addr    *string
		tls, gc bool
	}{{&dc.ldap, false, false}, {&dc.ldaps, true, false}, {&dc.gc, false, true}, {&dc.gcs, true, true}} {
		ln, err := listen(ctx, l.opts.Host)
		if err != nil {
			return err
		}
		*p.addr = ln.Addr().String()
		srv.Serve(ctx, ln, p.tls, p.gc)
	}
	l.waits = append(l.waits, srv.Wait)
	l.dcs = append(l.dcs, dc)
	return nil
}

// dcNamed finds a controller by its short name.
func (l *Lab) dcNamed(name string) (*controller, error) {
	for _, d := range l.dcs {
		if strings.HasPrefix(d.host, name+".") {
			return d, nil
		}
	}
	return nil, errNoController
}
