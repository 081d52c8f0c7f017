package probe

import (
	"fmt"
	"net"
	"strings"

	"adwalk/ad"
)

// target is a service as its clients name it.
type target struct {
	kind               service
	scheme, host, port string
	path               string // of a web page, with its query
	instance           string // of SQL Server, where its port is still to be asked for
	name               string // SPN that clients ask for
	shown              string // as it was given, without secrets
}

// parseTarget reads a service in the forms of ad.ParseServiceTarget. A web site
// without a scheme is asked by TLS, as browsers do first.
func parseTarget(s string) (target, error) {
	bad := func(why string) (target, error) {
		return target{}, &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%.80q is not a service to ask", shown(s)), Why: why,
			Do: `write https://host/path, ldap://host, smtp://host, \\host\share or tcp:host,1433`}
	}
	known, err := ad.ParseServiceTarget(s)
	if err != nil {
		return bad(ad.AsProblem(err, ad.ProblemUsage, "").Why)
	}
	t := target{scheme: known.Scheme, host: known.Dial(), port: known.Port, path: known.Path, name: known.SPN(), shown: shown(s)}
	if known.Form == ad.TargetConnection {
		t.shown = known.String() // a connection string may hold a password anywhere
	}
	switch strings.ToLower(known.Class) {
	case "http":
		switch t.scheme {
		case "http", "https":
		case "", "wss", "davs", "webdavs", "ipps":
			t.scheme = "https"
		default:
			t.scheme, t.port = "http", known.DialPort()
		}
	case "mssqlsvc":
		if t.port == "" {
			t.instance = known.Instance
		}
	}
	var ok bool
	if t.kind, ok = serviceFor(known.Class, t.scheme); !ok {
		return bad("services of the kind " + known.Class + " cannot be asked")
	}
	t.scheme = t.kind.scheme
	if t.port == "" && t.instance == "" {
		t.port = t.kind.port
	}
	if t.path == "" {
		t.path = "/"
	}
	if known.Form != ad.TargetSPN { // in the letters that clients use
		t.name = t.kind.class + t.name[strings.IndexByte(t.name, '/'):]
	}
	return t, nil
}

// shown takes out of a target what may be a password: everything before an @,
// and the whole of a connection string.
func shown(s string) string {
	if lower := strings.ToLower(s); strings.Contains(lower, "password") || strings.Contains(lower, "pwd") {
		return "connection string"
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	scheme, _, ok := strings.Cut(s[:at], "://")
	if !ok {
		return s[at+1:]
	}
	return scheme + "://" + s[at+1:]
}

// spn is what a client of the service asks the KDC for. Clients leave the port
// out of it.
func (t target) spn() string { return t.name }

// inOtherLetters is a web service's name with its class in the other case, any
// other name as it is. A service that finds no key under one of them says no
// more than that; under the other it says what is wrong with the key.
func inOtherLetters(spn string) string {
	class, rest, _ := strings.Cut(spn, "/")
	switch class {
	case "HTTP":
		return "http/" + rest
	case "http":
		return "HTTP/" + rest
	}
	return spn
}

// url is the page's address.
func (t target) url() string {
	return t.scheme + "://" + net.JoinHostPort(t.host, t.port) + t.path
}
