package inlab

import (
	"context"
	"net"
	"strings"
	"time"

	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/lab"
	"adwalk/ad/session"
)

// Configure points a configuration at a running lab and returns the lab's
// Environment. Without a login in the configuration the lab's operator logs in;
// the passwords of the lab's own accounts are known.
func Configure(l *lab.Lab, cfg session.Config) (session.Config, session.Environment) {
	cfg.Realm, cfg.KDCs, cfg.Servers = l.Realm(), []string{l.KDCAddr()}, []string{l.LDAPSURL()}
	every := []string{l.KDCAddr()}
	if second := l.SecondLDAPSURL(); second != "" {
		cfg.Servers = append(cfg.Servers, second)
		every = append(every, l.SecondKDCAddr())
	}
	if cfg.User == "" && cfg.Keytab == "" && cfg.CCache == "" {
		cfg.User = l.Accounts()[0].Name + "@" + l.Realm()
	}
	if pass := Password(l, cfg.User); pass != "" && cfg.Password == nil {
		cfg.Password = func(context.Context) ([]byte, error) { return []byte(pass), nil }
	}
	n := network{l, (&net.Dialer{Timeout: cfg.Timeout}).DialContext}
	dns := OverTCP(l.DNSAddr())
	return cfg, session.Environment{
		Dial: n.dial, Reach: n.reach,
		Resolvers: []session.NamedResolver{{Name: "lab dns " + l.DNSAddr(), Resolver: dns}}, DNS: dns,
		Kerberos: krb5conf.Parse(l.Krb5Conf()), CAFile: l.CAFile(), CA: l.CAPEM(), GlobalCatalog: l.GCSURL(),
		EveryKDC: every, Key: n.key, Sealed: true,
	}
}

// OverTCP is a resolver that asks one server over TCP: not every system that runs
// the lab has UDP.
func OverTCP(addr string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, "tcp", addr)
	}}
}

// Password is the password of one of the accounts that may log in to the lab,
// "" for any other.
func Password(l *lab.Lab, user string) string {
	name, _, _ := strings.Cut(user, "@")
	for _, a := range l.Accounts() {
		if strings.EqualFold(a.Name, name) {
			return a.Password
		}
	}
	return ""
}
