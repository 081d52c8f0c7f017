package directory

import (
	"fmt"
	"net"
	"strings"

	"adwalk/ad"
)

// address is a server as the operator named it, taken apart.
type address struct {
	host string
	port string
	tls  bool // LDAPS
}

func (a address) String() string { return net.JoinHostPort(a.host, a.port) }

// url renders the address for a command line.
func (a address) url() string {
	if a.tls {
		return "ldaps://" + net.JoinHostPort(a.host, a.port)
	}
	return "ldap://" + net.JoinHostPort(a.host, a.port)
}

// Host is the host of a server as an operator names one, "" when it cannot be
// read.
func Host(server string) string {
	a, err := parseAddress(server, false, "389", "636")
	if err != nil {
		return ""
	}
	return a.host
}

// parseAddress reads host, host:port or an LDAP URL. Without a scheme the
// ports 636 and 3269 mean TLS; without a port the given default is taken.
func parseAddress(s string, defaultTLS bool, plain, secure string) (address, error) {
	bad := func(why string) (address, error) {
		return address{}, &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%q is not a server", s), Why: why,
			Do: "write dc1.contoso.com, dc1.contoso.com:389, ldap://dc1.contoso.com or ldaps://dc1.contoso.com"}
	}
	rest, a, schemed := s, address{tls: defaultTLS}, false
	if scheme, after, ok := strings.Cut(s, "://"); ok {
		schemed = true
		switch strings.ToLower(scheme) {
		case "ldap":
			a.tls = false
		case "ldaps":
			a.tls = true
		default:
			return bad("the scheme is neither ldap nor ldaps")
		}
		rest = strings.TrimSuffix(after, "/")
	}
	if strings.ContainsAny(rest, "/?# \t\\@") || rest == "" {
		return bad("a host name or an address is expected")
	}
	host, port, err := net.SplitHostPort(rest)
	if err != nil {
		host, port = strings.Trim(rest, "[]"), ""
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return bad("the port cannot be read")
		}
	}
	if port != "" {
		if !ad.IsPort(port) {
			return bad("the port is not between 1 and 65535")
		}
		if !schemed {
			switch port {
			case "636", "3269":
				a.tls = true
			case "389", "3268":
				a.tls = false
			}
		}
	}
	if host == "" {
		return bad("the host is empty")
	}
	if r, odd := ad.OddInHost(host); odd || strings.Contains(host, "%") {
		if !odd {
			r = '%'
		}
		return bad(fmt.Sprintf("a host cannot have the character %q", r))
	}
	a.host, a.port = strings.TrimSuffix(host, "."), port
	switch {
	case a.port != "":
	case a.tls:
		a.port = secure
	default:
		a.port = plain
	}
	return a, nil
}
