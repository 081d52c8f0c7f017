package ad

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// maxServiceTarget bounds what is parsed, in bytes. Connection strings are the
// longest things that people paste here.
const maxServiceTarget = 4096

// maxReadings bounds how often a target is written and read until it stays as it is.
const maxReadings = 4

var tooLong = fmt.Sprintf("it is longer than %d bytes", maxServiceTarget)

// ParseServiceTarget reads a service in any form that people have: a URL,
// a host with or without port and path, an SPN, a UNC path, tcp:host,port,
// host\INSTANCE, a JDBC, ADO.NET, ODBC or libpq connection string, the command of a
// client, a call of a library, a setting, or a section of a file of settings or an inventory.
// User names and passwords in it are dropped. The error is a *Problem of kind usage, and
// shows nothing of what may be a secret.
func ParseServiceTarget(in string) (ServiceTarget, error) {
	t, err := parseServiceTarget(in)
	if err != nil {
		return t, err
	}
	if t.Port != "" && !IsPort(t.Port) {
		return ServiceTarget{}, badTarget("", "what follows the host is not a port")
	}
	if why := t.readAgain(); why != "" {
		return ServiceTarget{}, badTarget("", why)
	}
	return t, nil
}

// readAgain says why the target as it is kept and printed would not mean the same when it
// is read again, "" when it does.
func (t ServiceTarget) readAgain() string {
	written := t.String()
	for range maxReadings {
		if len(written) > maxServiceTarget {
			return tooLong
		}
		again, err := parseServiceTarget(written)
		if err != nil || again.SPN() != t.SPN() && !strings.Contains(t.SPN(), "xn--") {
			break
		}
		next := again.String()
		if next == written {
			return ""
		}
		written = next
	}
	return "it can be read in more than one way"
}

func parseServiceTarget(in string) (ServiceTarget, error) {
	s := strings.TrimSpace(strings.TrimPrefix(in, "\ufeff"))
	if len(s) > maxServiceTarget {
		return ServiceTarget{}, badTarget("", tooLong)
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
	case strings.Contains(s, `\`), ownMachine(lower):
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
