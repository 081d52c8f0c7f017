package fault

import (
	"slices"
	"time"

	"adwalk/ad/lab/forest"
)

// sqlServer are faults of a database server.
func sqlServer() []Fault {
	const spn = "MSSQLSvc/" + forest.SQLHost + ":1433"
	fault := func(name, area, code, subject, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "sql-" + name, Area: area, Guide: "sql-server", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "app", Also: also, Apply: apply}
	}
	const port, payroll = "49733", forest.SQLHost + `\PAYROLL`
	const dynamic = "MSSQLSvc/" + forest.SQLHost + ":" + port
	unfound := []string{"client-name-differs", "keytab-host"}
	instance := func(f *forest.Forest) *forest.Member {
		f.Ask("sql-server", "service", payroll)
		m := f.Member("SQL1")
		m.Instance("PAYROLL", port)
		return m
	}
	register := func(f *forest.Forest, ends ...string) {
		for _, e := range ends {
			f.AddSPN(forest.SQLAccount, "MSSQLSvc/"+forest.SQLHost+":"+e)
		}
	}
	connect := func(f *forest.Forest, to string) { f.Ask("sql-server", "service", to) }
	return slices.Concat(onService("sql", "sql-server", spn, forest.SQLAccount), []Fault{
		fault("instance", "spn", "spn-missing", dynamic, "missing", "a named instance was never registered", []string{"client-name-differs", "keytab-host"}, func(f *forest.Forest) { instance(f) }),
		fault("port-moved", "spn", "sql-port-moved", dynamic, "missing", "the SPN of a named instance has the dynamic port of yesterday", []string{"spn-missing", "client-name-differs", "keytab-host"}, func(f *forest.Forest) {
			instance(f)
			register(f, "PAYROLL", "49811")
		}),
		fault("port-moved-short", "spn", "sql-port-moved", dynamic, "missing", "the same, and users type the server's short name", []string{"spn-missing", "client-name-differs", "keytab-host"}, func(f *forest.Forest) {
			instance(f)
			register(f, "PAYROLL", "49811")
			connect(f, `sql1\PAYROLL`)
		}),
		fault("browser-stopped", "service", "sql-browser-silent", payroll, "unreachable", "SQL Server Browser does not run", unfound, func(f *forest.Forest) {
			instance(f).Browser = forest.BrowserStopped
			register(f, "PAYROLL", port)
		}),
		fault("browser-filtered", "service", "sql-browser-silent", payroll, "unreachable", "a firewall drops UDP port 1434", unfound, func(f *forest.Forest) {
			instance(f).Browser = forest.BrowserFiltered
			register(f, "PAYROLL", port)
		}),
		fault("instance-unknown", "service", "sql-instance-unknown", forest.SQLHost+`\PAYROL`, "not-found", "the connection string misspells the instance", unfound, func(f *forest.Forest) {
			instance(f)
			register(f, "PAYROLL", port)
			connect(f, "Data Source="+forest.SQLHost+`\PAYROL;Initial Catalog=hr;Integrated Security=SSPI`)
		}),
		fault("instance-pipes", "service", "sql-instance-unknown", payroll, "not-offered", "TCP/IP is disabled for the instance", unfound, func(f *forest.Forest) {
			instance(f).Instances[0].Port = ""
			register(f, "PAYROLL", port)
		}),
		fault("other-port", "spn", "spn-missing", "MSSQLSvc/"+forest.SQLHost+":51433", "missing", "the instance listens on another port than the SPN has", []string{"client-name-differs", "keytab-host"}, func(f *forest.Forest) {
			connect(f, "Server=tcp:"+forest.SQLHost+",51433;Database=hr;User Id=sa;Password=not kept")
		}),
		fault("listener", "spn", "spn-missing", "MSSQLSvc/ag1.contoso.lab:1433", "missing", "the availability group's listener has no SPN", nil, func(f *forest.Forest) {
			f.Name("ag1.contoso.lab", "127.0.0.52")
			f.Ask("sql-server", "also", "ag1.contoso.lab:1433")
		}),
		fault("keytab-behind", "keytab", "keytab-kvno-behind", spn, "wrong-key", "SQL Server on Linux has an old keytab", nil, func(f *forest.Forest) { f.SetPassword(forest.SQLAccount, "after the export", time.Hour) }),
		fault("runs-as-other", "service", "service-refuses-ticket", spn, "wrong-key", "the service runs as another account than the one that has the SPN", nil, func(f *forest.Forest) {
			m := f.Member("SQL1")
			m.Keytab, m.Latest = "", f.Credential(forest.AppAccount, 0, f.Now())
			f.Ask("sql-server", "keytab", "")
		}),
		fault("machine-too", "spn", "spn-duplicate", spn, "duplicate", "the SPN stayed on the computer when the service moved to an account", nil, func(f *forest.Forest) { f.AddSPN("SQL1$", spn) }),
		fault("pipes", "spn", "client-name-differs", "MSSQLSvc/"+forest.SQLHost, "missing", "the SPN without a port is gone: clients over named pipes do not find it", nil, func(f *forest.Forest) { f.DropSPN(forest.SQLAccount, "MSSQLSvc/"+forest.SQLHost) }),
	})
}
