package ad

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// maxServiceTarget bounds what is parsed, in bytes. Connection strings are the
// longest things that people paste here.
const maxServiceTarget = 4096

// ParseServiceTarget reads a service in any form that people have: a URL,
// a host with or without port and path, an SPN, a UNC path, tcp:host,port,
// host\INSTANCE, a JDBC, ADO.NET, ODBC or libpq connection string, the command of a
// client, a call of a library, a setting, or a section of a file of settings or an inventory.
// User names and passwords in it are dropped. The error is a *Problem of kind usage, and
// shows nothing of what may be a secret.
func ParseServiceTarget(in string) (ServiceTarget, error) {
	t, err := parseServiceTarget(in)
	if err == nil && t.Port != "" && !IsPort(t.Port) {
		return ServiceTarget{}, badTarget("", "what follows the host is not a port")
	}
	if err != nil {
		return t, err
	}
	if why := t.readAgain(); why != "" {
		return ServiceTarget{}, badTarget("", why)
	}
	return t, nil
}

// readAgain says why the target as it is kept and printed would not mean the same when it
// is read again, "" when it does.
func (t ServiceTarget) readAgain() string {
	for one := t; ; {
		written := one.String()
		if len(written) > maxServiceTarget {
			return fmt.Sprintf("it is longer than %d bytes", maxServiceTarget)
		}
		again, err := parseServiceTarget(written)
		if err != nil || again.SPN() != t.SPN() && !strings.Contains(t.SPN(), "xn--") || len(again.String()) > len(written) {
			return "it can be read in more than one way"
		}
		if again.String() == written {
			return ""
		}
		one = again
	}
}

func parseServiceTarget(in string) (ServiceTarget, error) {
	s := strings.TrimSpace(strings.TrimPrefix(in, "\ufeff"))
	if len(s) > maxServiceTarget {
		return ServiceTarget{}, badTarget("", fmt.Sprintf("it is longer than %d bytes", maxServiceTarget))
	}
	if t, err, ok := severalLines(s); ok {
		return t, err
	}
	if setting, ok := elementValue(s); ok {
		s = setting
	}
	if !settingLine.MatchString(s) { // a setting's name and value have quotes of their own
		s = strings.TrimSpace(strings.Trim(s, `"'<>`))
	}
	if s == "" {
		return ServiceTarget{}, badTarget("", "it is empty")
	}
	for i, r := range s {
		if r == unicode.ReplacementChar || Invisible(r) {
			return ServiceTarget{}, badTarget("", fmt.Sprintf("it has the character U+%04X at byte %d, which cannot be seen; type the name again instead of pasting it", r, i))
		}
	}
	if inventorySetting.MatchString(s) {
		return inventoryTarget([]string{s})
	}
	if t, err, ok := callTarget(s); ok {
		return t, err
	}
	if t, err, ok := principalSetting(s); ok {
		return t, err
	}
	if source, ok := fstabSource(s); ok {
		s = source
	}
	if target, class, ok := commandLine(s); ok {
		t, err := parseServiceTarget(target)
		if err != nil || class == "" || t.Form == TargetSPN {
			return t, err
		}
		t.Class, t.SPNs = class, nil
		return t.named()
	}
	if target, ok := settingValue(s); ok {
		s = target
	} else if target, ok := urlWord(s); ok {
		s = target
	}
	lower := strings.ToLower(s)
	switch {
	case strings.HasPrefix(lower, "jdbc:"):
		return jdbcTarget(s[len("jdbc:"):])
	case strings.HasPrefix(s, `\\`), strings.HasPrefix(s, "//"):
		return uncTarget(s)
	case strings.Contains(s, "://") && !strings.Contains(beforeFirst(lower, "://"), "="):
		return urlTarget(s)
	case tnsEntry.MatchString(s):
		return tnsTarget(s)
	case isConnectionString(s):
		return connectionTarget(s)
	case strings.HasPrefix(lower, "tcp:"), strings.HasPrefix(lower, "np:"), strings.HasPrefix(lower, "lpc:"), strings.HasPrefix(lower, "admin:"):
		return sqlTarget(s)
	case strings.Contains(s, `\`):
		return sqlTarget(s)
	case mountSource(s):
		return urlTarget("nfs://" + strings.Replace(s, ":", "", 1))
	case strings.Contains(s, "/") && !startsWithHost(s):
		return spnTarget(s)
	case severalHosts(s):
		first := strings.TrimSpace(beforeFirst(s, ","))
		if _, port, _ := strings.Cut(first, ":"); portSchemes[port] == "" {
			return urlTarget("kafka://" + first) // who lists brokers has Kafka, at whatever port
		}
		return hostTarget(first)
	case strings.Contains(s, ",") && !strings.Contains(s, "/"):
		return sqlTarget(s)
	}
	return hostTarget(s)
}

func beforeFirst(s, sep string) string {
	before, _, _ := strings.Cut(s, sep)
	return before
}

// badTarget makes the error; shown is "" where the text may hold a secret.
func badTarget(shown, why string) error {
	what := "this is not a service"
	if shown != "" {
		what = quoted(clip(shown, 80)) + " is not a service"
	}
	return &Problem{Kind: ProblemUsage, What: what, Why: why,
		Do: `write a URL (https://app.contoso.com/), a host, an SPN (http/app.contoso.com), \\server\share, or tcp:sql1.contoso.com,1433`}
}

// startsWithHost says that what stands before the first slash is a host with a
// path behind it and no service class: it has a dot or a port, is an address, or
// the rest is empty. A known class is never a host.
func startsWithHost(s string) bool {
	first, rest, _ := strings.Cut(s, "/")
	if ServiceClassKnown(first) {
		return false
	}
	return strings.ContainsAny(first, ".:[") || strings.EqualFold(first, "localhost") || strings.Trim(rest, "/") == ""
}

// mountSource says that s is written as mount takes an NFS server: host:/path.
func mountSource(s string) bool {
	host, path, ok := strings.Cut(s, ":")
	return ok && host != "" && !strings.ContainsAny(host, "/@ ") && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//")
}

// fstabSource is what a line of fstab, or of a map of the automounter, mounts from a server.
func fstabSource(s string) (string, bool) {
	f := strings.Fields(s)
	if n := len(f); n > 2 && strings.HasPrefix(f[1], "-fstype=") { // a map of the automounter
		f = []string{strings.TrimPrefix(f[n-1], ":"), f[0], beforeFirst(strings.TrimPrefix(f[1], "-fstype="), ","), ""}
	}
	if len(f) < 4 || !contains([]string{"cifs", "smb3", "smbfs", "nfs", "nfs4"}, f[2]) || !strings.HasPrefix(f[0], "//") && !mountSource(f[0]) {
		return "", false
	}
	return strings.ReplaceAll(f[0], `\040`, " "), true
}

// severalHosts says that s is a list of host:port, as bootstrap servers and ZooKeepers are
// written; the first stands for all.
func severalHosts(s string) bool {
	list := strings.Split(s, ",")
	for _, one := range list {
		host, port, ok := strings.Cut(strings.TrimSpace(one), ":")
		if !ok || host == "" || port == "" || len(port) > 5 || strings.Trim(port, "0123456789") != "" {
			return false
		}
		if _, odd := OddInHost(host); odd { // a path that has commas and colons
			return false
		}
	}
	return len(list) > 1
}

func urlTarget(s string) (ServiceTarget, error) {
	scheme, rest, _ := strings.Cut(s, "://")
	scheme = plainScheme(strings.ToLower(strings.TrimSpace(scheme)))
	if scheme == "" || strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+-._") != "" {
		return ServiceTarget{}, badTarget("", "what stands before :// is not a scheme")
	}
	p, known := protocols[scheme]
	if p.class == "MSSQLSvc" && strings.Contains(beforeFirst(rest, "/"), `\`) { // mssql+pyodbc://host\INSTANCE/database
		server := beforeFirst(rest, "/")
		return sqlURL(server[strings.LastIndexByte(server, '@')+1:])
	}
	end := strings.IndexAny(rest, `/?#\`)
	if end < 0 {
		end = len(rest)
	}
	authority, path := rest[:end], strings.ReplaceAll(rest[end:], `\`, "/")
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = authority[at+1:] // a user name, and perhaps a password
	}
	if comma := strings.IndexByte(authority, ','); comma > 0 {
		authority = authority[:comma] // the first of several servers
	}
	if scheme == "file" && authority == "" {
		return uncTarget("//" + strings.TrimLeft(path, "/"))
	}
	t := ServiceTarget{Form: TargetURL, Scheme: scheme}
	if err := t.setAuthority(authority); err != nil {
		return ServiceTarget{}, err
	}
	if !known {
		p, t.Guessed = protocol{class: scheme}, true
	}
	t.Class = p.class
	switch {
	case t.Web():
		t.Path = webPath(path)
	case t.Class == "cifs":
		if plain, err := url.PathUnescape(path); err == nil {
			path = plain
		}
		t.Path = sharePath(path)
	case t.Class == "MSSQLSvc":
		// sqlserver://host/INSTANCE is how Go's driver writes an instance; behind mssql the
		// path is a database.
		if instance := strings.Trim(beforeFirst(path, "?"), "/"); scheme == "sqlserver" && instance != "" && t.Port == "" {
			return sqlURL(t.Host + `\` + instance)
		}
		return t.withSQLNames(), nil
	default:
		if i := strings.IndexAny(path, "?;"); i >= 0 {
			query := path[i+1:]
			query = strings.NewReplacer("authMechanismProperties=", "", ",", "&", "%3A", ":", "%3a", ":").Replace(query)
			query = strings.NewReplacer("SERVICE_NAME:", "krbServiceName=", "SERVICE_HOST:", "SERVICE_HOST=", "&", ";").Replace(query)
			pairs := connectionPairs(query + ";")
			if spn, ok := serverPrincipal(scheme, pairs, t.Host); ok {
				given, err := givenSPN(spn)
				given.Scheme = scheme
				return given, err
			}
			if anyOf(pairs, classWords) || anyOf(pairs, spnHostWords) {
				return t.ofService(t.Host, pairs)
			}
		}
	}
	return t.named(p.also...)
}

// sqlURL is a server of a URL in SQL Server's own notation.
func sqlURL(server string) (ServiceTarget, error) {
	t, err := sqlTarget(server)
	t.Form = TargetURL
	return t, err
}

func anyOf(pairs map[string]string, words []string) bool {
	_, ok := pick(pairs, words)
	return ok
}

// webPath keeps the path and query of a web address; the fragment never leaves
// the client.
func webPath(path string) string {
	path, _, _ = strings.Cut(path, "#")
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	u, err := url.Parse(path)
	if err != nil || u.Host != "" {
		return "/"
	}
	return u.RequestURI()
}

// setAuthority reads host and port.
func (t *ServiceTarget) setAuthority(s string) error {
	s = strings.TrimSpace(s)
	host, port := s, ""
	switch addr, err := netip.ParseAddr(s); {
	case err == nil && addr.Is6():
		host = addr.WithZone("").String()
	case strings.HasPrefix(s, "["):
		inside, after, ok := strings.Cut(s[1:], "]")
		addr, err := netip.ParseAddr(inside)
		if !ok || err != nil || after != "" && !strings.HasPrefix(after, ":") {
			return badTarget(s, "what stands in brackets is not an IPv6 address")
		}
		host, port = addr.WithZone("").String(), strings.TrimPrefix(after, ":")
	default:
		var colon bool
		if host, port, colon = strings.Cut(s, ":"); colon && strings.Trim(port, "0123456789") != "" {
			return badTarget(host, "what follows the colon is not a port")
		}
	}
	if len(port) > 5 {
		return badTarget(host, "the port is not a number up to 65535")
	}
	t.Port = port
	return t.setHost(host)
}

// setHost checks a host and folds it as clients do: small letters, no dot at
// the end.
func (t *ServiceTarget) setHost(host string) error {
	host = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(host), "."))
	if plain, err := url.PathUnescape(host); err == nil && plain != host {
		host = strings.ToLower(plain)
	}
	if host == "" {
		return badTarget("", "there is no host in it")
	}
	if len(host) > maxHost {
		return badTarget("", fmt.Sprintf("its host is longer than %d bytes", maxHost))
	}
	if r, odd := OddInHost(host); odd {
		return badTarget(host, fmt.Sprintf("a host cannot have the character %q", r))
	}
	if addr, err := netip.ParseAddr(host); strings.Contains(host, ":") && (err != nil || !addr.Is6()) || strings.Contains("."+host+".", "..") {
		return badTarget(host, "this is neither a host name nor an address")
	}
	t.Host = host
	return nil
}

// named fills in the SPNs of a target whose class and host are known.
func (t ServiceTarget) named(also ...string) (ServiceTarget, error) {
	hosts := []string{t.Host}
	if d := t.Dial(); d != t.Host {
		hosts = []string{d, t.Host} // browsers ask in Punycode, command-line tools as typed
	}
	for _, class := range append([]string{t.Class}, also...) {
		for _, h := range hosts {
			t.SPNs = append(t.SPNs, class+"/"+h)
		}
	}
	return t, nil
}

func hostTarget(s string) (ServiceTarget, error) {
	authority, path, slash := strings.Cut(s, "/")
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		return ServiceTarget{}, badTarget("", "it has an @: a user's name is not a service")
	}
	if strings.ContainsAny(authority, " \t") {
		return ServiceTarget{}, badTarget("", "it has a space in it")
	}
	t := ServiceTarget{Form: TargetHost, Class: "http", Guessed: true}
	if err := t.setAuthority(authority); err != nil {
		return ServiceTarget{}, err
	}
	var also []string
	if scheme, ok := portSchemes[t.Port]; ok {
		p := protocols[scheme]
		t.Scheme, t.Class, also = scheme, p.class, p.also
	}
	switch {
	case t.Web() && slash:
		t.Path = webPath("/" + path)
	case t.Class == "MSSQLSvc":
		return t.withSQLNames(), nil
	}
	return t.named(also...)
}
