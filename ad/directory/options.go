package directory

import (
	"context"
	"crypto/x509"
	"net"
	"time"

	"adwalk/ad/directory/sasl"
	"adwalk/ad/trace"
)

// DefaultTimeout bounds a connect, a handshake, and every wait for an answer.
const DefaultTimeout = 10 * time.Second

// passOver is how long a machine may take to accept a connection while there
// are others to try: one lost packet is sent again after a second.
const passOver = 2 * time.Second

// Resolver looks up names; *net.Resolver is one.
type Resolver interface {
	LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
	LookupHost(ctx context.Context, host string) ([]string, error)
}

// Options says where to connect, how the connection is protected, and as whom.
// With neither User nor Credential the connection stays anonymous.
type Options struct {
	// Server is host, host:port, ldap://host[:port] or ldaps://host[:port].
	// Empty: the domain controllers of Realm, from DNS, in order.
	Server string
	Realm  string
	// Others says that the caller has other servers to try: one that does not
	// take the connection is given up after a moment, not after the Timeout.
	Others bool
	// Avoid are addresses (host:port, as Conn.Server gives them) or host names that
	// are passed over where DNS names them.
	Avoid []string
	// GlobalCatalog names the global catalogue in the same forms; empty: the
	// same host on 3268 or 3269.
	GlobalCatalog string
	// Controllers says where other controllers are asked (Conn.Replicas), by
	// host name in lower case, in the same forms; one that is not in it is
	// asked under its own name on the usual port.
	Controllers map[string]string

	StartTLS           bool           // upgrade port 389; implied by a password without ldaps
	CAFile             string         // PEM, instead of the system's roots
	RootCAs            *x509.CertPool // instead of CAFile
	InsecureSkipVerify bool
	// Accepted are SHA-256 fingerprints in hexadecimal: a certificate that the server
	// sends and that has one of them is an authority for this connection.
	Accepted   []string
	ServerName string // expected in the certificate; empty: the host in Server

	User     string // DN, UPN or DOMAIN\name for a simple bind
	Password []byte // copied; sent under TLS only
	// Credential logs in with Kerberos. It wins over a password.
	Credential sasl.Credential
	// Mechanism forces GSSAPI or GSS-SPNEGO; empty: what the server offers.
	Mechanism string

	Timeout time.Duration // 0: DefaultTimeout
	Limits  Limits        // of one search
	// Trace records every exchange. A search that a server still works on while it
	// sends nothing is Waiting there after every Timeout, and Reading after every
	// thousand objects. nil records nothing.
	Trace    *trace.Log
	PageSize int      // 0: what suits the server, see pageSize
	Resolver Resolver // nil: the system's
}

// patience is how long to wait for a connection to one address.
func (o Options) patience(more bool) time.Duration {
	if more {
		return min(o.Timeout, passOver)
	}
	return o.Timeout
}

func (o *Options) fill() {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	o.Limits.fill()
}
