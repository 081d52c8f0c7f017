package ad

import (
	"strings"
)

// ownMachine says that SQL Server's clients take a name, in small letters, for the machine
// on which they run.
func ownMachine(host string) bool {
	return host == "." || host == "(local)" || strings.HasPrefix(host, "(localdb")
}

// sqlTarget reads SQL Server's own notation: [protocol:]host[\instance][,port].
func sqlTarget(s string) (ServiceTarget, error) {
	t := ServiceTarget{Form: TargetSQL, Scheme: "mssql", Class: "MSSQLSvc"}
	for _, p := range []string{"tcp:", "np:", "lpc:", "admin:"} {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			s = strings.TrimSpace(s[len(p):])
			break
		}
	}
	if rest, ok := strings.CutPrefix(s, `\\`); ok { // a named pipe: \\host\pipe\MSSQL$INST\sql\query
		host, pipe, _ := strings.Cut(rest, `\`)
		s = host
		if _, after, ok := strings.Cut(strings.ToUpper(pipe), "MSSQL$"); ok {
			s += `\` + beforeFirst(after, `\`)
		}
	}
	s, t.Port, _ = strings.Cut(s, ",")
	if t.Port = strings.TrimSpace(t.Port); strings.Trim(t.Port, "0123456789") != "" || len(t.Port) > 5 {
		return ServiceTarget{}, badTarget("", "what follows the comma is not a port")
	}
	host, instance, backslash := strings.Cut(s, `\`)
	if h := strings.ToLower(strings.TrimSpace(host)); ownMachine(h) {
		return ServiceTarget{}, badTarget("", "it names the machine on which the client runs; write the name of that machine in place of "+h)
	}
	if backslash && ServiceClassKnown(host) {
		return ServiceTarget{}, badTarget(s, "it has a backslash; the separator of an SPN is a slash")
	}
	if instance = strings.TrimSpace(instance); strings.Trim(instance, "0123456789") == "" && instance != "" || strings.Trim(strings.ToLower(instance), "abcdefghijklmnopqrstuvwxyz0123456789_$#-") != "" {
		return ServiceTarget{}, badTarget("", "the name of the instance has a character that no instance has")
	}
	if port := t.Port; port == "" {
		if err := t.setAuthority(host); err != nil {
			return ServiceTarget{}, err
		}
	} else if err := t.setHost(strings.Trim(host, "[]")); err != nil {
		return ServiceTarget{}, err
	}
	if !strings.EqualFold(instance, "MSSQLSERVER") { // the default instance's own name
		t.Instance = strings.TrimSpace(instance)
	}
	return t.withSQLNames(), nil
}

// withSQLNames are the names that SqlClient and ODBC ask for over TCP: the host
// with its port. A named instance without a port is asked for by its port, which
// its Browser service tells, or by its name.
func (t ServiceTarget) withSQLNames() ServiceTarget {
	name := "MSSQLSvc/" + t.Dial()
	switch _, address := t.Address(); {
	case address && strings.Contains(t.Host, ":"):
		t.SPNs = []string{name}
	case t.Port != "":
		t.SPNs = []string{name + ":" + t.Port}
	case t.Instance != "":
		t.SPNs = []string{name + ":" + t.Instance}
	default:
		t.SPNs = []string{name + ":1433", name}
	}
	return t
}

// keywords of connection strings, small letters without blanks and underscores,
// that name the server, its port, its instance and an SPN.
var (
	serverWords   = []string{"server", "datasource", "addr", "address", "networkaddress", "host", "hostname", "servername", "hostaddr"}
	portWords     = []string{"port", "portnumber"}
	instanceWords = []string{"instance", "instancename"}
	spnWords      = []string{"serverspn", "serviceprincipalname", "serverprincipal", "kyuubiserverprincipal", "kerberosserverprincipal", "kerberosspn", "principal"}
	// The class of the service and the host that its SPN names, as libpq, PostgreSQL's
	// JDBC driver and the drivers of Hive, Impala, Spark and Presto say it.
	classWords   = []string{"krbsrvname", "kerberosservername", "krbservicename", "kerberosservicename", "kerberosremoteservicename", "gssapiservicename", "sspiserviceclass"}
	spnHostWords = []string{"krbhostfqdn", "krbfqdn", "krbhost", "kerberoshostname", "servicehost"}
)

// isConnectionString says whether a text is made of KEYWORD=VALUE pairs of which
// one names a server or an SPN.
func isConnectionString(s string) bool {
	if !strings.Contains(s, "=") {
		return false
	}
	pairs := connectionPairs(s)
	_, server := pick(pairs, serverWords)
	_, spn := pick(pairs, spnWords)
	return server || spn
}

// connectionPairs reads KEYWORD=VALUE pairs, parted at semicolons (OLE DB,
// ADO.NET, ODBC, with values in quotes or braces) or, without any, at blanks
// (libpq). Only the words that name a server are kept: a password never is.
func connectionPairs(s string) map[string]string {
	sep := ";"
	if !strings.Contains(s, ";") {
		sep = " "
	}
	out := map[string]string{}
	for len(s) > 0 {
		key, rest, ok := strings.Cut(s, "=")
		if !ok {
			break
		}
		var value string
		value, s = connectionValue(rest, sep)
		key = connectionKey(key)
		for _, list := range [][]string{serverWords, portWords, instanceWords, spnWords, classWords, spnHostWords, {"driver", "provider", "dbname", "drillbit", "servicename"}} {
			for _, w := range list {
				if _, have := out[w]; key == w && !have {
					out[w] = value
				}
			}
		}
	}
	return out
}

// connectionPair writes a keyword and its value, whatever that holds, as connectionPairs
// reads them.
func connectionPair(key, value string) string {
	return key + "={" + strings.ReplaceAll(value, "}", "}}") + "};"
}

// connectionKey is a keyword in small letters, without blanks and underscores.
func connectionKey(key string) string {
	key = strings.NewReplacer(" ", "", "_", "", "\t", "").Replace(strings.ToLower(key))
	return key[strings.LastIndex(key, ";")+1:]
}

// connectionValue takes one value off a connection string.
func connectionValue(s, sep string) (value, rest string) {
	s = strings.TrimLeft(s, " ")
	if s != "" && strings.ContainsRune(`"'{`, rune(s[0])) {
		end := s[:1]
		if end == "{" {
			end = "}"
		}
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			if s[i:i+1] != end {
				b.WriteByte(s[i])
				continue
			}
			if i+1 < len(s) && s[i+1:i+2] == end { // doubled: the character itself
				b.WriteByte(s[i])
				i++
				continue
			}
			_, rest, _ = strings.Cut(s[i+1:], sep)
			return b.String(), rest
		}
		return b.String(), ""
	}
	value, rest, _ = strings.Cut(s, sep)
	return strings.TrimSpace(value), rest
}

func pick(pairs map[string]string, words []string) (string, bool) {
	for _, w := range words {
		if v := strings.TrimSpace(pairs[w]); v != "" {
			return v, true
		}
	}
	return "", false
}

// connectionTarget reads a connection string. An SPN in it is what the driver
// asks for; otherwise it builds one from the server.
func connectionTarget(s string) (ServiceTarget, error) {
	pairs := connectionPairs(s)
	if spn, ok := pick(pairs, spnWords); ok && strings.Contains(spn, "/") {
		return asConnection(givenSPN(spn))
	}
	server, _ := pick(pairs, serverWords)
	if strings.Contains(strings.ToLower(pairs["provider"]), "msolap") {
		return olapTarget(server)
	}
	if scheme := otherDriver(pairs, s); scheme != "" {
		t := ServiceTarget{Form: TargetConnection, Scheme: scheme, Class: protocols[scheme].class}
		t.Port, _ = pick(pairs, portWords)
		if strings.Trim(t.Port, "0123456789,") != "" {
			return ServiceTarget{}, badTarget("", "the port in it cannot be used")
		}
		t.Port = beforeFirst(t.Port, ",")
		return t.ofService(beforeFirst(server, ","), pairs)
	}
	if port, ok := pick(pairs, portWords); ok && !strings.Contains(server, ",") {
		server += "," + port
	}
	if instance, ok := pick(pairs, instanceWords); ok && !strings.Contains(server, `\`) {
		host, port, comma := strings.Cut(server, ",")
		server = host + `\` + instance
		if comma {
			server += "," + port
		}
	}
	t, err := sqlTarget(server)
	t.Form = TargetConnection
	if account, ok := pick(pairs, spnWords); ok && err == nil {
		t.Account = clip(account, 256)
	}
	return t, err
}

// givenSPN is a service that is named by the SPN that its driver is told to ask for.
func givenSPN(spn string) (ServiceTarget, error) {
	t, err := spnTarget(spn)
	t.Given = true
	return t, err
}

// olapClass is the service class of Analysis Services.
const olapClass = "MSOLAPSvc.3"

// olapTarget is a server of Analysis Services, which has a class of its own, and the
// instance's name in place of a port.
func olapTarget(server string) (ServiceTarget, error) {
	if strings.Contains(server, "://") { // through a web server, which is asked instead
		return asConnection(urlTarget(server))
	}
	t, err := sqlTarget(server)
	if err != nil {
		return ServiceTarget{}, err
	}
	t.Form, t.Scheme, t.Class = TargetConnection, "", olapClass
	name := t.Class + "/" + t.Dial()
	if t.Instance != "" {
		name += ":" + t.Instance
	}
	t.SPNs = []string{name}
	return t, nil
}

// otherDriver is the scheme of a connection string that is not SQL Server's, by its
// driver or by keywords that only another driver knows; "" for SQL Server's.
func otherDriver(pairs map[string]string, s string) string {
	driver := strings.ToLower(pairs["driver"] + " " + pairs["provider"])
	for _, d := range [][2]string{{"postgres", "postgres"}, {"impala", "impala"}, {"hive", "hive"}, {"spark", "hive"}, {"mongo", "mongodb"}, {"oracle", "oracle"}, {"mysql", "mysql"}, {"mariadb", "mariadb"}, {"trino", "trino"}, {"presto", "presto"}, {"vertica", "vertica"}, {"db2", "db2"}} {
		if strings.Contains(driver, d[0]) {
			return d[1]
		}
	}
	if scheme := strings.ToLower(pairs["krbservicename"]); protocols[scheme].class != "" {
		return scheme
	}
	if strings.TrimSpace(driver) != "" {
		return ""
	}
	if scheme := portSchemes[strings.TrimSpace(pairs["port"])]; scheme != "" {
		return scheme // SQL Server's own drivers have no such keyword
	}
	_, libpq := pairs["krbsrvname"]
	_, npgsql := pairs["kerberosservicename"]
	if _, named := pairs["dbname"]; libpq || npgsql || named || pairs["host"] != "" {
		return "postgres" // Host is a keyword of libpq and Npgsql; SqlClient has none of that name
	}
	return ""
}

// isClass says whether a word can be the service class of an SPN.
func isClass(word string) bool {
	return word != "" && strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// ofService completes a target from what the connection string says of the service: its
// class, and the host in its SPN where that is not the server's.
func (t ServiceTarget) ofService(server string, pairs map[string]string) (ServiceTarget, error) {
	if class, ok := pick(pairs, classWords); ok {
		if !isClass(class) {
			return ServiceTarget{}, badTarget("", "the service name in it cannot be used")
		}
		t.Class = class
	}
	if host, ok := pick(pairs, spnHostWords); ok && host != "_HOST" {
		server = host
	}
	if err := t.setHost(server); err != nil {
		return ServiceTarget{}, err
	}
	t.SPNs = nil
	return t.named()
}

func asConnection(t ServiceTarget, err error) (ServiceTarget, error) {
	if err != nil {
		return ServiceTarget{}, err
	}
	t.Form = TargetConnection
	return t, nil
}
