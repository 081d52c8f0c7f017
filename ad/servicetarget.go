package ad

import (
	"net/netip"
	"strings"
)

// ServiceTarget is a service as a person or a program names it: a URL, a host,
// an SPN, a UNC path, a connection string. It holds no password and no user name.
type ServiceTarget struct {
	Form     TargetForm `json:"form"`
	Scheme   string     `json:"scheme,omitempty"`   // small letters; "" where an SPN or a class says no more
	Class    string     `json:"class"`              // service class that its clients ask for
	Host     string     `json:"host"`               // small letters unless it came as an SPN; no brackets, no dot at the end
	Port     string     `json:"port,omitempty"`     // as given
	Instance string     `json:"instance,omitempty"` // of SQL Server
	Path     string     `json:"path,omitempty"`     // of a web address, with its query; of a share, with slashes
	Service  string     `json:"service,omitempty"`  // an SPN's third part
	Realm    string     `json:"realm,omitempty"`    // after the @ of an SPN
	Account  string     `json:"account,omitempty"`  // that a connection string names in place of an SPN
	// Given says that a connection string names the SPN itself: its driver builds none.
	Given bool `json:"given,omitempty"`
	// Guessed says that the class is the scheme itself because the scheme is not
	// known, or that a bare host is taken for a web site.
	Guessed bool `json:"guessed,omitempty"`
	// SPNs are the names that clients ask for, the usual one first. One of them
	// with a right owner is enough. An SPN that was given is the only one.
	SPNs []string `json:"spns"`
}

// TargetForm says in which form a target was given.
type TargetForm string

// The forms of targets.
const (
	TargetURL        TargetForm = "url"
	TargetHost       TargetForm = "host"
	TargetSPN        TargetForm = "spn"
	TargetUNC        TargetForm = "unc"
	TargetSQL        TargetForm = "sql"        // tcp:host,port or host\instance
	TargetConnection TargetForm = "connection" // JDBC, ADO.NET, ODBC, libpq
)

// SPN is the name that most clients ask for.
func (t ServiceTarget) SPN() string {
	if len(t.SPNs) == 0 {
		return ""
	}
	return t.SPNs[0]
}

// Address is the target's host where that is an IPv4 or IPv6 address and no
// name. A host of digits only is a name.
func (t ServiceTarget) Address() (netip.Addr, bool) {
	a, err := netip.ParseAddr(t.Host)
	return a, err == nil
}

// Web says whether the service speaks HTTP.
func (t ServiceTarget) Web() bool { return strings.EqualFold(t.Class, "http") }

// Dial is the host as DNS and TLS know it: non-ASCII labels in Punycode (RFC
// 3492), in small letters.
func (t ServiceTarget) Dial() string { return asciiHost(strings.ToLower(t.Host)) }

// DialPort is the port to connect to: the given one, else the scheme's; "" where
// neither says.
func (t ServiceTarget) DialPort() string {
	if t.Port != "" {
		return t.Port
	}
	return protocols[t.Scheme].port
}

// URL is the address that a client opens: scheme, host, port and path. It is ""
// where no scheme is known.
func (t ServiceTarget) URL() string {
	if t.Scheme == "" {
		return ""
	}
	host := t.Dial()
	switch {
	case t.Port != "":
		host = JoinHostPort(host, t.Port)
	case strings.Contains(host, ":"):
		host = "[" + host + "]"
	}
	path := t.Path
	if t.Class == "cifs" { // the path is kept as Windows shows it
		path = strings.ReplaceAll(path, "%", "%25")
	}
	return t.Scheme + "://" + host + path
}

// String is the target without user names and passwords, in a form that
// ParseServiceTarget reads as the same service.
func (t ServiceTarget) String() string {
	switch {
	case t.Form == TargetSPN || t.Given:
	case t.Class == "MSSQLSvc" && t.Account != "":
		return "Server=" + t.SQLServer() + ";ServerSPN=" + t.Account
	case t.Class == "MSSQLSvc" && (t.Form != TargetURL || t.Instance != ""):
		return t.SQLServer() // a URL has no place for an instance that every reader knows
	case t.Form == TargetConnection:
		return t.connection()
	}
	switch t.Form {
	case TargetURL, TargetUNC:
		p, ok := protocols[t.Scheme]
		switch {
		case !ok || p.class == t.Class || t.Web():
		case strings.EqualFold(p.class, "http"): // curl's own way to name another class
			return "curl --negotiate --service-name " + t.Class + " " + t.URL()
		case t.Path == "":
			return t.URL() + "/?krbsrvname=" + t.Class
		}
		return t.URL()
	case TargetSPN:
		s := t.SPN()
		if t.Realm != "" {
			s += "@" + t.Realm
		}
		return s
	case TargetHost:
		host := t.Host
		switch {
		case t.Port != "":
			host = JoinHostPort(host, t.Port)
		case strings.Contains(host, ":"):
			host = "[" + host + "]"
		case t.Path != "" && !startsWithHost(host+t.Path):
			host += "." // one label: without the dot it would read as a class
		}
		return host + t.Path
	}
	return t.SPN()
}

// connection is what a connection string says of a service that is not SQL Server.
func (t ServiceTarget) connection() string {
	switch {
	case strings.EqualFold(t.Class, olapClass):
		server := t.Host
		if t.Instance != "" {
			server += `\` + t.Instance
		}
		return "Provider=MSOLAP;Data Source=" + server
	case t.Scheme == "" || t.Web():
		return t.SPN()
	case t.Class != protocols[t.Scheme].class:
		return t.URL() + "/?krbsrvname=" + t.Class
	}
	return t.URL()
}

// JoinHostPort puts a port behind a host, an IPv6 address in brackets. It is what
// net.JoinHostPort is, for packages that do not reach the network.
func JoinHostPort(host, port string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]:" + port
	}
	return host + ":" + port
}

// SQLServer is a SQL Server as its clients name it, without the rest of a connection
// string: the instance or the port decides which SPNs they ask for.
func (t ServiceTarget) SQLServer() string {
	switch {
	case t.Instance != "" && t.Port == "":
		return t.Host + `\` + t.Instance
	case t.Port != "":
		return "tcp:" + t.Host + "," + t.Port
	}
	return "tcp:" + t.Host
}
