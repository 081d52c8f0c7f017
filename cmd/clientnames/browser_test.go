package clientnames

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

// An instance's port comes from SQL Server Browser, for every form in which people have
// an instance. While it is not known, the answer is not "ok", whatever the directory says.
func TestNamesAsksSQLServerBrowser(t *testing.T) {
	const port, byName = "MSSQLSvc/sql1.contoso.lab:49733", "MSSQLSvc/sql1.contoso.lab:PAYROLL"
	for _, c := range []struct {
		scenario, target string
		noProbes         bool
		code             int
		want, lacks      []string
	}{
		{"variant:sql-dynamic-port", `sql1.contoso.lab\PAYROLL`, false, app.ExitOK, []string{port, byName, "has the TCP port 49733", "lists OTHER at port 49811", "Each has an owner"}, nil},
		{"variant:sql-dynamic-port", `sql1\payroll`, false, app.ExitOK, []string{port}, nil},
		{"variant:sql-dynamic-port", `Server=sql1\PAYROLL;Database=x;User Id=sa;Password=s3cret`, false, app.ExitOK, []string{port}, []string{"s3cret"}},
		{"variant:sql-dynamic-port", `Driver={ODBC Driver 18 for SQL Server};Server=sql1.contoso.lab\PAYROLL;Trusted_Connection=yes`, false, app.ExitOK, []string{port}, nil},
		{"variant:sql-dynamic-port", `jdbc:sqlserver://sql1.contoso.lab;instanceName=PAYROLL;integratedSecurity=true`, false, app.ExitOK, []string{port}, nil},
		{"variant:sql-dynamic-port", `jdbc:jtds:sqlserver://sql1.contoso.lab/x;instance=PAYROLL`, false, app.ExitOK, []string{port}, nil},
		{"variant:sql-dynamic-port", `sqlserver://sql1.contoso.lab/PAYROLL`, false, app.ExitOK, []string{port}, nil},
		{"variant:sql-dynamic-port", `sql1.contoso.lab\PAYROLL,1433`, false, app.ExitOK, []string{"MSSQLSvc/sql1.contoso.lab:1433"}, []string{"Browser (", port}},
		{"variant:sql-dynamic-port", `sql1.contoso.lab\PAYROLL`, true, app.ExitUnknown, []string{"was not asked", "--no-probes", "SPN for TCP is not known"}, []string{port}},
		{"variant:sql-dynamic-port", `sql1.contoso.lab\NOPE`, false, app.ExitFound, []string{"does not know the instance NOPE", "lists PAYROLL at port 49733"}, []string{port}},
		{"healthy+sql-port-moved", `sql1.contoso.lab\PAYROLL`, false, app.ExitFound, []string{port, "no account in the forest has this SPN"}, nil},
		{"healthy+sql-browser-stopped", `sql1.contoso.lab\PAYROLL`, false, app.ExitUnknown, []string{"nothing listens", "error 26", "SPN for TCP is not known"}, []string{port}},
		{"healthy+sql-browser-filtered", `sql1.contoso.lab\PAYROLL`, false, app.ExitUnknown, []string{"no answer at UDP port 1434"}, []string{port}},
		{"healthy+sql-instance-pipes", `sql1.contoso.lab\PAYROLL`, false, app.ExitOK, []string{"serves no TCP", byName}, []string{port}},
	} {
		out := new(bytes.Buffer)
		s := apptest.LabSession(t, c.scenario, func(f *app.Flags) { f.NoProbes = c.noProbes })
		s.Streams.Out = out
		code := app.ExitOK
		if err := runNames(t.Context(), s, Options{}, []string{c.target}); err != nil {
			var exit app.Exit
			if code = app.ExitUnknown; errors.As(err, &exit) {
				code = exit.Code
			}
		}
		if code != c.code {
			t.Errorf("%s, %s: exit code %d, want %d", c.scenario, c.target, code, c.code)
		}
		for _, w := range c.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s, %s lacks %q:\n%s", c.scenario, c.target, w, out)
			}
		}
		for _, l := range c.lacks {
			if strings.Contains(out.String(), l) {
				t.Errorf("%s, %s has %q:\n%s", c.scenario, c.target, l, out)
			}
		}
	}
}
