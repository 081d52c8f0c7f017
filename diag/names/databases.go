package names

import (
	"fmt"
	"strings"
)

// sql are the clients of SQL Server. All ask for MSSQLSvc with the server's full
// name and the TCP port; the instance's name stands there only where the port is
// not known, as over named pipes.
func (in Input) sql() []Client {
	t := in.Target
	if len(t.SPNs) == 1 && strings.HasPrefix(strings.ToLower(t.SPNs[0]), "mssqlsvc/") && t.Form == "connection" && !strings.Contains(strings.ToLower(t.SPNs[0]), t.Dial()) {
		return []Client{{Client: "SqlClient, ODBC and JDBC with this connection string", Names: list(Name{t.SPNs[0], "the connection string names it (ServerSPN)"}),
			Rule: "an SPN in the connection string is taken as it stands", Source: "SqlClient and ODBC, ServerSPN; JDBC, serverSpn", Unverified: true}}
	}
	full := Name{in.DNS.canonical(in.host()), canonical}
	if full.SPN == in.host() {
		full.Why = typed
	}
	port, how := t.Port, "the port of the connection string"
	if port == "" && t.Instance != "" {
		port, how = in.Ports[strings.ToUpper(t.Instance)], "the port that SQL Server Browser tells for the instance (UDP 1434)"
	}
	if port == "" && t.Instance == "" {
		port, how = "1433", "the port of the default instance"
	}
	var usual []Name
	if port != "" {
		usual = append(usual, Name{spn("MSSQLSvc", full.SPN, port), full.Why + "; " + how})
	}
	byName := Name{spn("MSSQLSvc", full.SPN, t.Instance), full.Why + "; the instance's name, where the port is not known or over named pipes"}
	if t.Instance == "" {
		byName.Why = full.Why + "; the default instance over named pipes or shared memory"
	}
	rule := "MSSQLSvc, the full name of the server, a colon and the TCP port"
	if port == "" {
		rule = "MSSQLSvc, the full name of the server, a colon and the TCP port: the instance's port is not known here (SQL Server Browser was not asked); until it is, only the instance's name can be shown"
	}
	both := list(append(usual, byName)...)
	return []Client{
		{Client: "SqlClient on Windows, ODBC Driver, OLE DB (TCP)", Names: orElse(list(usual...), both), Rule: rule, Source: "SQL Server, Register a Service Principal Name for Kerberos connections", Unverified: true},
		{Client: "SqlClient on Linux and macOS", Names: list(append(usual, sqlBare(in, full))...), Rule: rule + "; for the default instance the name without a port too", Source: "Microsoft.Data.SqlClient, managed networking", Unverified: true},
		{Client: "SQL Server over named pipes or shared memory", Names: list(byName), Rule: "the instance's name in place of the port", Source: "SQL Server, Register a Service Principal Name for Kerberos connections", Unverified: true},
		{Client: "JDBC driver for SQL Server", Names: orElse(list(usual...), both), Rule: rule + "; serverSpn in the URL replaces it", Source: "JDBC driver, integrated authentication to SQL Server", Unverified: true},
		in.gss("sqlcmd and FreeTDS with MIT's library, for the host part", "MSSQLSvc", "the library makes the host's full name; the port is added by the client").port(port),
	}
}

// sqlBare is the name without a port that a default instance has beside the other.
func sqlBare(in Input, full Name) Name {
	if in.Target.Instance != "" {
		return Name{}
	}
	return Name{spn("MSSQLSvc", full.SPN, ""), full.Why + "; the default instance without a port"}
}

// port puts a port behind every name of a client.
func (c Client) port(port string) Client {
	if port == "" {
		return c
	}
	for i := range c.Names {
		c.Names[i].SPN += ":" + port
	}
	return c
}

func orElse(a, b []Name) []Name {
	if len(a) > 0 {
		return a
	}
	return b
}

// libpq are the clients of PostgreSQL.
func (in Input) libpq() []Client {
	class := in.Target.Class
	return []Client{
		in.gss("psql and libpq with GSSAPI", class, fmt.Sprintf("%s@ and the host; krbsrvname changes the class", class)),
		in.plain("libpq on Windows (SSPI)", class, "PostgreSQL, libpq connection parameters (krbsrvname)"),
		{Client: "PostgreSQL JDBC driver", Names: with(class, []Name{in.java()}, ""), Rule: "kerberosServerName and the host, by the JDK's rule", Source: javaSource, Unverified: true},
	}
}
