package sqlserver

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide/guidetest"
)

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "name dns owner account etypes ticket service keytab server fix verify", "service", "account also keytab run-as")
}

// However a person names a database, no password is kept and the SPN has the port or the
// instance.
func TestWaysToNameADatabase(t *testing.T) {
	for typed, want := range map[string]string{
		"sql1.contoso.lab":                             "MSSQLSvc/sql1.contoso.lab:1433",
		"sql1.contoso.lab,14330":                       "MSSQLSvc/sql1.contoso.lab:14330",
		`sql1.contoso.lab\PAYROLL`:                     "MSSQLSvc/sql1.contoso.lab:PAYROLL",
		"MSSQLSvc/sql1.contoso.lab:1433":               "MSSQLSvc/sql1.contoso.lab:1433",
		"Server=tcp:sql1.contoso.lab,1433;Pwd=hunter2": "MSSQLSvc/sql1.contoso.lab:1433",
	} {
		kept := guidetest.Answer(t, Guide(), "service", typed)
		guidetest.Visit(t, Guide(), []guidetest.Case{{Name: typed, Step: "name", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", kept)), Status: diag.Pass,
			Says: []string{"clients build " + want + "."}, Silent: []string{"hunter2"}}})
	}
}

func TestEveryNameNeedsAnOwner(t *testing.T) {
	const spn, alias = "MSSQLSvc/sql1.contoso.lab:1433", "MSSQLSvc/ag1.contoso.lab:1433"
	svc := guidetest.User("svc-sql", "1201", spn, alias)
	db := guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "tcp:sql1.contoso.lab,1433"), guidetest.Typed("also", "ag1.contoso.lab,1433"), guidetest.OwnedBy(spn, svc))
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "the listener has one", Step: "owner", Facts: guidetest.All(db, guidetest.OwnedBy(alias, svc)), Status: diag.Pass, Says: []string{spn, alias}, Asks: []string{"spn.owners " + alias}},
		{Name: "the listener has none", Step: "owner", Facts: guidetest.All(db, guidetest.OwnedBy(alias), guidetest.OwnedBy("MSSQLSvc/ag1.contoso.lab")), Status: diag.Fail, Finds: []string{"spn-missing " + alias}},
		{Name: "each has a ticket asked for", Step: "ticket", Facts: guidetest.All(db, guidetest.OwnedBy(alias, svc)), Status: diag.Skipped, Says: []string{"skipped: No ticket was asked for."}, Asks: []string{"ticket " + spn, "ticket " + alias}},
		{Name: "the server's own view", Step: "server", Status: diag.Manual, Says: []string{"SELECT net_transport, auth_scheme", "xp_readerrorlog", "local_tcp_port"}},
	})
}
