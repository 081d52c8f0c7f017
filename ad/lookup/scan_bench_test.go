package lookup_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ad/krb/gss"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/lookup"
)

// BenchmarkForestScan times the whole duplicate scan of three thousand objects,
// connection and login included, against ldapsearch with sort and uniq in the
// same run: over LDAPS, and sealed on port 389 with a ticket.
func BenchmarkForestScan(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	for i := range 3000 {
		name := fmt.Sprintf("bench%d", i)
		dc.AddObject("CN="+name+",CN=Computers,"+dc.BaseDN, map[string][]string{"objectClass": {"computer"}, "sAMAccountName": {name + "$"},
			"servicePrincipalName": {"http/" + name, "host/" + name, "cifs/" + name + ".corp.test"}})
	}
	client, err := krb.LoginPassword(b.Context(), krb.Options{Realm: dc.Realm, KDCs: []string{dc.KDC}, Config: krb5conf.Default()},
		dc.AdminUser+"@"+dc.Realm, []byte(dc.AdminPassword))
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	cache := dc.Kinit(dc.AdminUser, dc.AdminPassword)
	password := filepath.Join(b.TempDir(), "password") // -y takes a line end for part of it
	if err := os.WriteFile(password, []byte(dc.AdminPassword), 0o600); err != nil {
		b.Fatal(err)
	}
	filter := "(servicePrincipalName=*)"
	for name, run := range map[string]struct {
		options directory.Options
		args    string
		env     string
	}{
		"LDAPS": {directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: dc.AdminUser + "@" + dc.Realm, Password: []byte(dc.AdminPassword)},
			"-x -D " + dc.AdminUser + "@corp.test -y " + password + " -H ldaps://" + dc.Host, ""},
		"sealed": {directory.Options{Server: dc.LDAP, Credential: gss.New(client)}, "-Q -Y GSSAPI -O minssf=56 -H ldap://" + dc.Host, "KRB5CCNAME=FILE:" + cache},
	} {
		b.Run(name, func(b *testing.B) {
			script := "ldapsearch -LLL -o ldif-wrap=no " + run.args + " -E pr=1000/noprompt -b " + dc.BaseDN + " '" + filter + "' servicePrincipalName | grep -i '^servicePrincipalName' | sort -f | uniq -di | wc -l"
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				cmd := dc.Command(context.Background(), "bash", "-o", "pipefail", "-c", script)
				cmd.Env = append(cmd.Env, run.env)
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				theirs += time.Since(start)
				start = time.Now()
				conn, err := directory.Dial(b.Context(), run.options)
				if err != nil {
					b.Fatal(err)
				}
				report, err := lookup.Duplicates(b.Context(), conn, false, nil)
				if err != nil || report.Objects < 3000 {
					b.Fatalf("%d objects, %v", report.Objects, err)
				}
				conn.Close()
				ours += time.Since(start)
			}
			b.ReportMetric(ours.Seconds()/float64(b.N), "ours-s")
			b.ReportMetric(theirs.Seconds()/float64(b.N), "ldapsearch-s")
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
		})
	}
}
