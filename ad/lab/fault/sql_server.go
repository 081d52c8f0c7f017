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
	connect := func(f *forest.Forest, to string) { f.Ask("sql-server", "service", to) }
	return slices.Concat(onService("sql", "sql-server", spn, forest.SQLAccount), []Fault{
		fault("instance", "spn", "spn-missing", "MSSQLSvc/"+forest.SQLHost+":PAYROLL", "missing", "a named instance was never registered", []string{"client-name-differs", "keytab-host"}, func(f *forest.Forest) { connect(f, forest.SQLHost+`\PAYROLL`) }),
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
