package session

import (
	"context"
	"net"
	"time"

	"adwalk/ad/krb/krb5conf"
)

// Dialer opens a connection.
type Dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// Environment is the network that a Session works in. The zero value of each
// field has the meaning that the operator's own machine gives it.
type Environment struct {
	// Dial reaches services and machines; nil: directly.
	Dial Dialer
	// Reach says whether anything listens at host:port; nil: Dial says it.
	Reach func(ctx context.Context, addr string) error
	// Resolvers are asked in turn for host names; nil: the local resolver,
	// then the DNS service of each domain controller that was named.
	Resolvers []NamedResolver
	// DNS is the resolver of the Kerberos and probe libraries; nil: the system's.
	DNS *net.Resolver
	// Kerberos is the client's configuration; nil: KRB5_CONFIG or /etc/krb5.conf.
	Kerberos *krb5conf.Config
	// CAFile and CA are the authority of the domain controllers and of the
	// services, in PEM, beside the machine's own and the operator's.
	CAFile string
	CA     []byte
	// GlobalCatalog is its URL; "": the domain controller's host, usual port.
	GlobalCatalog string
	// EveryKDC lists the KDCs of the realm; nil: they are looked up.
	EveryKDC []string
	// Key knows the password of an account of the environment, "" for none: an
	// embedded forest has no secrets.
	Key func(account string) (principal, password string)
	// Sealed says that the operator's own credential caches are not part of it.
	Sealed bool
}

// NamedResolver is a resolver and how to name it in an answer.
type NamedResolver struct {
	Name string
	*net.Resolver
}

// DNSAt is a resolver that asks one server, host:port.
func DNSAt(addr string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, network, addr)
	}}
}

// fill gives the missing parts their meaning on this machine.
func (e Environment) fill(cfg Config) Environment {
	if e.Dial == nil {
		e.Dial = (&net.Dialer{Timeout: cfg.Timeout}).DialContext
	}
	if e.Reach == nil {
		dial := e.Dial
		e.Reach = func(ctx context.Context, addr string) error {
			conn, err := dial(ctx, "tcp", addr)
			if err != nil {
				return err
			}
			return conn.Close()
		}
	}
	if e.Resolvers == nil {
		e.Resolvers = []NamedResolver{{"the local resolver", net.DefaultResolver}}
		for _, server := range cfg.Servers {
			if host := serverHost(server); host != "" {
				e.Resolvers = append(e.Resolvers, NamedResolver{"dns " + host, DNSAt(net.JoinHostPort(host, "53"))})
			}
		}
	}
	if e.Kerberos == nil {
		e.Kerberos = krb5conf.Load()
	}
	return e
}
