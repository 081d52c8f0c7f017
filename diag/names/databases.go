package names

import (
	"cmp"
	"fmt"
)

// sql are the clients of SQL Server. All ask for MSSQLSvc with the server's full
// name and the TCP port; the instance's name stands there only where the port is
// not known, as over named pipes.
func (in Input) sql() []Client {
	t := in.Target
	if t.Account != "" {
		asked := Client{Client: "SqlClient and ODBC on Windows with this connection string", Names: list(Name{t.Account, "the connection string names an account (ServerSPN) and no SPN: the KDC looks for the account of that name"}),
			Rule: "what ServerSPN says is taken as it stands; away from Windows an account's name is refused", Source: "SqlClient and ODBC, ServerSPN; SqlClient issue 3165", Unverified: true}
		in.Target.Account = ""
		return append([]Client{asked}, in.sql()...)
	}
	full := Name{in.DNS.canonical(in.host()), canonical}
	if full.SPN == in.host() {
		full.Why = typed
	}
	port, how := t.Port, "the port of the connection string"
	if port == "" && t.Instance != "" {
		how = "the port that SQL Server Browser tells for the instance (UDP 1434)"
		if in.Browser != nil {
			port = in.Browser.Port
		}
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
		rule = "MSSQLSvc, the full name of the server, a colon and the TCP port: the instance's port is not known here (" + in.noPort() + "); until it is, only the instance's name can be shown"
	}
	both := list(append(usual, byName)...)
	mit := in.gss("sqlcmd and FreeTDS with MIT's library, for the host part", "MSSQLSvc", "the library makes the host's full name; the port is added by the client").port(port)
	if port == "" {
		mit.Names, mit.Unverified = both, true
		mit.Rule = rule
	}
	return []Client{
		{Client: "SqlClient on Windows, ODBC Driver, OLE DB (TCP)", Names: orElse(list(usual...), both), Rule: rule, Source: "SQL Server, Register a Service Principal Name for Kerberos connections", Unverified: true},
		in.managedSQL(full, usual, byName),
		{Client: "SQL Server over named pipes or shared memory", Names: list(byName), Rule: "the instance's name in place of the port", Source: "SQL Server, Register a Service Principal Name for Kerberos connections", Unverified: true},
		{Client: "the SMB session that carries a named pipe from another machine", Names: list(Name{spn("cifs", in.host(), ""), typed}), Rule: "cifs and the host, before the pipe is opened", Source: "MS-SMB2 3.2.4.2.3", Unverified: true, Setting: true},
		{Client: "JDBC driver for SQL Server", Names: orElse(list(usual...), both), Rule: rule + "; serverSpn in the URL replaces it", Source: "JDBC driver, integrated authentication to SQL Server", Unverified: true},
		mit,
	}
}

// managedSQL is .NET's own networking, that of SqlClient away from Windows. What it asks
// for changed between versions: without an instance and a port the SPN without a port
// comes first, and 5.2.0 asked for no other; an instance's name stood in place of its
// port unless the server was written with tcp: (from 5.2 on) or the version is of 2026.
func (in Input) managedSQL(full Name, usual []Name, byName Name) Client {
	c := Client{Client: "SqlClient on Linux and macOS", Source: "Microsoft.Data.SqlClient, managed networking (its issues 2187, 2394, 3566)", Unverified: true,
		Rule: "MSSQLSvc, the full name of the server, a colon and the TCP port of the connection string", Names: list(usual...)}
	switch t := in.Target; {
	case t.Port != "":
	case t.Instance != "":
		c.Names = list(append([]Name{byName}, usual...)...)
		c.Rule = "the instance's name in place of the port; with tcp: before the server from version 5.2 on, and without it from 2026 on, the port that SQL Server Browser gives"
	default:
		bare := Name{spn("MSSQLSvc", full.SPN, ""), full.Why + "; the default instance without a port"}
		c.Names = list(append([]Name{bare}, usual...)...)
		c.Rule = "first without a port, then with 1433; version 5.2.0 asks without a port only, and versions before 2.1.2 with 1433 only"
	}
	return c
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
		{Client: "Npgsql (.NET)", Names: list(Name{spn(class, in.host(), ""), typed}), Rule: "Kerberos Service Name and the host as typed; its default is postgres, before 3.0.8 POSTGRES", Source: "Npgsql issue 1069", Unverified: true},
		{Client: "PostgreSQL JDBC driver", Names: with(class, []Name{in.java()}, ""), Rule: "kerberosServerName and the host, by the JDK's rule", Source: javaSource, Unverified: true},
		{Client: "PostgreSQL JDBC driver on Windows (SSPI)", Names: list(Name{spn("POSTGRES", in.host(), cmp.Or(in.Target.Port, "5432")), typed + " and the port"}), Rule: "sspiServiceClass, which is POSTGRES unless it is set, the host as typed and the port, where gsslib is sspi", Source: "pgjdbc issue 1482", Unverified: true, Setting: true},
	}
}

// olap are the clients of Analysis Services.
func (in Input) olap() []Client {
	t := in.Target
	full := in.DNS.canonical(in.host())
	names := list(Name{spn("MSOLAPSvc.3", full, t.Instance), canonical}, Name{spn("MSOLAPSvc.3", in.host(), t.Instance), typed})
	out := []Client{{Client: "MSOLAP, Excel and SSMS", Names: names, Rule: "MSOLAPSvc.3, the server's full name, and the instance's name where there is one", Source: "Analysis Services, SPN registration", Unverified: true}}
	if t.Instance != "" {
		out = append(out, Client{Client: "the same, which ask SQL Server Browser for the instance's port first", Names: list(Name{spn("MSOLAPDisco.3", full, ""), canonical}), Rule: "MSOLAPDisco.3 and the server's full name, for SQL Server Browser", Source: "Analysis Services, SPN registration for SQL Server Browser", Unverified: true})
	}
	return out
}

// trino are the clients of Trino and Presto, whose class is a setting of each.
func (in Input) trino() []Client {
	class := in.Target.Class
	canonical := in.canonicalJava("Trino and Presto: JDBC driver and command line")
	canonical.Names = with(class, canonical.Names, "")
	canonical.Rule = "KerberosRemoteServiceName and, " + canonical.Rule
	return []Client{
		canonical,
		{Client: "the same with KerberosUseCanonicalHostname=false", Names: list(Name{spn(class, in.host(), ""), typed}), Rule: "the host as typed", Source: "Trino JDBC driver, KerberosUseCanonicalHostname", Unverified: true, Setting: true},
		in.gss("Python (trino-python-client) with MIT's library", class, "service_name and the host").untried(),
		in.gss("browsers and curl, which know HTTP only", "HTTP", "HTTP@ and the host").untried(),
	}
}

// mongo are the clients of MongoDB.
func (in Input) mongo() []Client {
	class := in.Target.Class
	full := in.fullName()
	return []Client{
		in.gss("mongosh, Node.js, Python and C drivers with MIT's library", class, "SERVICE_NAME@ and the host").untried(),
		in.plain("drivers on Windows (SSPI)", class, "MongoDB, GSSAPI authentication"),
		{Client: "Java driver", Names: with(class, []Name{in.java()}, ""), Rule: "the JDK's own rule", Source: javaSource, Unverified: true},
		{Client: "drivers with CANONICALIZE_HOST_NAME", Names: with(class, list(full, Name{in.DNS.canonical(in.host()), canonical}), ""), Rule: "true and forwardAndReverse: the reverse name; forward: the name at the end of the CNAMEs", Source: "MongoDB, authMechanismProperties", Unverified: true, Setting: true},
	}
}
