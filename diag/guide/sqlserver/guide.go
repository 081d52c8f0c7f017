package sqlserver

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// aliases is the input with further names of the server.
const aliases = "also"

// Guide is the walk for a SQL Server that clients reach with NTLM, or not at all.
func Guide() guide.Guide {
	w := service.Walk{ID: "sql-server", Scheme: "mssql", Clients: true, Also: aliases}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "SQL Server uses NTLM, or \"Cannot generate SSPI context\"",
		Applies: "SQL Server",
		Intro: "A client asks for MSSQLSvc/, the server's full name, a colon and the port; SQL Server Browser tells it the port of an instance. The account that runs the service must have each of these SPNs. " +
			"A service that runs as a domain account without the right to register them has none.",
		Inputs: slices.Concat(w.Inputs("the database server", `connection string, host,port or host\instance; a password in it is dropped`),
			[]guide.Input{{Key: aliases, Title: "further names that clients use", Help: "host:port of an availability group's listener or alias", List: true}}, service.KeytabInputs()),
		Steps: []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Answer(), w.Keytab(),
			{ID: "server", Title: "What the server shows", Short: "On the server", Why: "The server says which login each connection used, and on start which SPNs it registered.", Items: items(),
				Story: func(r *diag.Reader, _ []diag.Result) []guide.Line { return story.Items(r, items()) }},
			w.Fix(slices.Concat(service.KeytabChecks, []string{"client-name-differs"}, service.InstanceChecks)...), w.Verify()},
	}
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "sql-auth-scheme", Title: "Connections use Kerberos", Command: "SELECT net_transport, auth_scheme, COUNT(*) FROM sys.dm_exec_connections GROUP BY net_transport, auth_scheme", Where: "SQL Server, from another machine",
			Expect: "KERBEROS for TCP; a local connection always shows NTLM"},
		{ID: "sql-errorlog", Title: "The server registered its SPNs, or they were registered by hand", Command: "EXEC xp_readerrorlog 0, 1, N'SPN'", Where: "SQL Server", Expect: "\"successfully registered\", or SPNs in the step about the owner"},
		{ID: "sql-port", Title: "The port is the one that the SPN has", Command: "SELECT DISTINCT local_tcp_port FROM sys.dm_exec_connections WHERE local_tcp_port IS NOT NULL", Where: "SQL Server", Expect: "a fixed port; a dynamic one changes with each start, and the SPN with it"},
	}
}
