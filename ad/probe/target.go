package probe

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"adwalk/ad"
)

// target is a service as its clients name it.
type target struct {
	scheme, host, port string
	path               string // of a web page, with its query
}

// schemes are the kinds of service, with their ports and the service class
// that a client puts before the host, in its letters: a directory takes small
// and capital ones alike, a keytab does not.
var schemes = map[string]struct{ port, class string }{
	"http": {"80", "HTTP"}, "https": {"443", "HTTP"},
	"ldap": {"389", "ldap"}, "ldaps": {"636", "ldap"},
	"smtp": {"25", "SMTPSVC"},
}

// maxTarget bounds what is parsed.
const maxTarget = 2048

// parseTarget reads a URL; a bare host is taken for a secure web site.
func parseTarget(s string) (target, error) {
	bad := func(why string) (target, error) {
		return target{}, &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%.80q is not a service to ask", shown(s)), Why: why,
			Do: "write https://host/path, ldap://host or smtp://host"}
	}
	if len(s) > maxTarget {
		return bad("it is too long")
	}
	full := s
	if !strings.Contains(s, "://") {
		full = "https://" + s
	}
	u, err := url.Parse(full)
	if err != nil {
		return bad("it is malformed")
	}
	known, ok := schemes[strings.ToLower(u.Scheme)]
	switch {
	case !ok:
		return bad("services of the kind " + u.Scheme + " cannot be asked")
	case u.User != nil:
		return bad("it holds a user name; the ticket says who asks")
	case u.Hostname() == "":
		return bad("it names no host")
	}
	t := target{scheme: strings.ToLower(u.Scheme), host: u.Hostname(), port: u.Port(), path: u.RequestURI()}
	if t.port == "" {
		t.port = known.port
	}
	return t, nil
}

// shown takes out of a target what may be a password: everything before an @.
func shown(s string) string {
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
// out.
func (t target) spn() string { return schemes[t.scheme].class + "/" + t.host }

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

// secure says whether the connection begins with TLS.
func (t target) secure() bool { return t.scheme == "https" || t.scheme == "ldaps" }

// url is the page's address.
func (t target) url() string {
	return t.scheme + "://" + net.JoinHostPort(t.host, t.port) + t.path
}
