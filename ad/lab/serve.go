package lab

import (
	"context"
	"crypto/tls"
	"net"
	"slices"
	"strings"

	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/filed"
	"adwalk/ad/lab/forest"
	"adwalk/ad/lab/kdc"
	"adwalk/ad/lab/ldapd"
	"adwalk/ad/lab/sqld"
	"adwalk/ad/lab/store"
	"adwalk/ad/lab/webd"
	"adwalk/ad/tds"

	"github.com/jcmturner/gokrb5/v8/types"
)

// serve starts every server of the lab.
func (l *Lab) serve(ctx context.Context) error {
	if err := l.writeCA(); err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		tree *store.Tree
		of   *forest.Forest
	}{{"dc1", l.Forest.Tree, l.Forest}, {"dc2", l.Forest.Replica, l.Forest}, {"dc1", partnerTree(l.Forest), l.Forest.Partner}} {
		if c.tree == nil {
			continue
		}
		if err := l.serveController(ctx, c.name, c.tree, c.of); err != nil {
			return err
		}
	}
	if err := l.serveMembers(ctx); err != nil {
		return err
	}
	return l.serveDNS(ctx)
}

// serveController starts one domain controller on the lab's address.
func (l *Lab) serveController(ctx context.Context, name string, tree *store.Tree, f *forest.Forest) error {
	dc := &controller{host: name + "." + f.Domain}
	tlsConf, err := l.ca.issue(l.serial(), []string{dc.host, f.Domain, "localhost"}, "127.0.0.1", l.opts.Host)
	if err != nil {
		return err
	}
	srv := ldapd.New(ldapd.Config{Tree: tree, TLS: tlsConf, Host: dc.host, Domain: f.Domain, NetBIOS: f.NetBIOS, Log: l.noteLDAP,
		Policy: func() ldapd.Policy { return ldapd.Policy(f.LDAPPolicy(name)) },
		Keys:   func(etype int32) []types.EncryptionKey { return accountKeys(tree, strings.ToUpper(name)+"$", etype) }})
	for _, p := range []struct {
		addr    *string
		tls, gc bool
	}{{&dc.ldap, false, false}, {&dc.ldaps, true, false}, {&dc.gc, false, true}, {&dc.gcs, true, true}} {
		if p.tls && f.LDAPPolicy(name).NoTLS {
			continue
		}
		ln, err := listen(ctx, l.opts.Host)
		if err != nil {
			return err
		}
		*p.addr = ln.Addr().String()
		srv.Serve(ctx, ln, p.tls, p.gc)
	}
	l.waits = append(l.waits, srv.Wait)
	if err := l.serveKDC(ctx, dc, tree, f); err != nil {
		return err
	}
	if f == l.Forest {
		l.dcs = append(l.dcs, dc)
	} else {
		l.partner = dc
	}
	return nil
}

func (l *Lab) serveKDC(ctx context.Context, dc *controller, tree *store.Tree, f *forest.Forest) error {
	tcp, udp, err := both(ctx, l.opts.Host)
	if err != nil {
		return err
	}
	dc.kdc = tcp.Addr().String()
	k := kdc.New(kdc.Config{Tree: tree, Realm: f.Realm(), Default: func() int { return f.DefaultETypes }, Log: l.noteKDC,
		Trust: f.TrustLink, Foreign: f.ForeignRealm, Admits: f.Admits})
	k.ServeTCP(ctx, tcp)
	k.ServeUDP(ctx, udp)
	l.waits = append(l.waits, k.Wait)
	return nil
}

// serveMembers starts the web service of every server at its own address, all
// on one port, and without TLS on another for those that have it.
func (l *Lab) serveMembers(ctx context.Context) error {
	var up, plain []*forest.Member
	for _, m := range slices.Concat(l.Forest.Members, l.Forest.Hosts) {
		if m.Down || m.Speaks != "" {
			continue
		}
		up = append(up, m)
		if m.Plain {
			plain = append(plain, m)
		}
	}
	srv := new(webd.Server)
	l.waits = append(l.waits, srv.Wait)
	var err error
	if l.addrs.web, err = l.serveWeb(ctx, srv, up, true); err != nil {
		return err
	}
	if l.addrs.plain, err = l.serveWeb(ctx, srv, plain, false); err != nil {
		return err
	}
	return l.serveHosts(ctx)
}

// serveHosts starts the file servers and SQL Servers, each at a free port of its own
// address.
func (l *Lab) serveHosts(ctx context.Context) error {
	files, sql := new(filed.Server), new(sqld.Server)
	l.waits = append(l.waits, files.Wait, sql.Wait)
	l.addrs.hosts, l.addrs.browsers = map[string]string{}, map[string]string{}
	for _, m := range l.Forest.Hosts {
		if m.Down || m.Speaks == "" {
			continue
		}
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(m.Address, "0"))
		if err != nil {
			return err
		}
		l.addrs.hosts[m.Address] = listener.Addr().String()
		a := &accept.Acceptor{Now: l.Forest.Now, Keys: func(etype int32) []types.EncryptionKey { return l.Forest.Keys(m, etype) }}
		if m.Speaks == forest.SMB {
			files.Serve(ctx, listener, a, func() bool { return m.Negotiate })
			continue
		}
		conf, err := l.ca.issue(l.serial(), m.Hosts, m.Address)
		if err != nil {
			return err
		}
		sql.Serve(ctx, listener, sqld.Config{Encryption: sqld.EncryptLogin, TLS: conf, Login: sqld.Judge(a)})
		l.serveBrowser(ctx, sql, m)
	}
	return nil
}

// serveBrowser starts the SQL Server Browser of a server that has instances. Where the
// system opens no UDP socket there is none (see both).
func (l *Lab) serveBrowser(ctx context.Context, sql *sqld.Server, m *forest.Member) {
	if len(m.Instances) == 0 || m.Browser == forest.BrowserStopped {
		return
	}
	conn, err := new(net.ListenConfig).ListenPacket(ctx, "udp", net.JoinHostPort(m.Address, "0"))
	if err != nil {
		return
	}
	l.addrs.browsers[m.Address] = conn.LocalAddr().String()
	var list []tds.Instance
	for _, i := range m.Instances {
		list = append(list, tds.Instance{Server: m.Name, Name: i.Name, Version: "16.0.1000.6", Port: i.Port})
	}
	sql.ServeBrowser(ctx, conn, func() []tds.Instance {
		if m.Browser == forest.BrowserFiltered {
			return nil
		}
		return list
	})
}

func (l *Lab) serveWeb(ctx context.Context, srv *webd.Server, members []*forest.Member, secure bool) (port string, err error) {
	if len(members) == 0 {
		return "", nil
	}
	var hosts []string
	for _, m := range members {
		hosts = append(hosts, m.Address)
	}
	listeners, port, err := same(ctx, hosts)
	if err != nil {
		return "", err
	}
	for i, m := range members {
		var conf *tls.Config
		if secure {
			names := append([]string{strings.ToLower(m.Name) + "." + l.Forest.Domain}, m.Hosts...)
			if conf, err = l.ca.issue(l.serial(), names, m.Address); err != nil {
				return "", err
			}
		}
		srv.Serve(ctx, listeners[i], conf, webd.Member{Name: m.Name, Realm: l.Forest.Realm(), Now: l.Forest.Now,
			Keys:    func(etype int32) []types.EncryptionKey { return l.Forest.Keys(m, etype) },
			Accepts: func() bool { return m.Negotiate },
			Status:  func() int { return m.Status },
			Offers:  m.Challenges})
	}
	return port, nil
}

func partnerTree(f *forest.Forest) *store.Tree {
	if f.Partner == nil {
		return nil
	}
	return f.Partner.Tree
}

// accountKeys are the keys that an account has now.
func accountKeys(tree *store.Tree, account string, etype int32) []types.EncryptionKey {
	e := tree.Account(account)
	if e == nil {
		return nil
	}
	if k, ok := e.Secret.Key(etype); ok {
		return []types.EncryptionKey{k}
	}
	return nil
}
