package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	clients "adwalk/diag/names"
)

// What SQL Server Browser says of an instance is judged; that it was not asked is never
// "ok", and that it is silent says nothing of the instance.
func TestSQLInstances(t *testing.T) {
	const typed, spn = `sql1.acme.test\PAY`, "MSSQLSvc/sql1.acme.test:50002"
	told := func(b *ad.SQLInstance) func(world) {
		return func(w world) {
			target, err := ad.ParseServiceTarget(typed)
			if err != nil {
				t.Fatal(err)
			}
			dns := clients.DNS{Name: "sql1.acme.test", Addresses: []string{"192.0.2.9"}}
			facts.ClientNames.Put(w.Snapshot, diag.Fact[facts.ClientNamesValue]{Subject: typed, Source: src("dns", ""),
				Value: facts.ClientNamesValue{DNS: dns, Browser: b, Clients: clients.Clients(clients.Input{Target: target, DNS: dns, Krb5: clients.DefaultKrb5(), Browser: b})}})
		}
	}
	is := func(what ad.SQLInstanceTold) *ad.SQLInstance {
		b := &ad.SQLInstance{Instance: "PAY", Asked: "sql1.acme.test:1434", Told: what, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "the port", Why: "so"}}
		if what == ad.TellsPort {
			b.Port, b.Problem = "50002", nil
		}
		return b
	}
	const s = " " + typed
	judge(t, sqlBrowserSilent,
		kase{"told", told(is(ad.TellsPort)), []string{"pass ok" + s}},
		kase{"another instance", told(is(ad.TellsNoInstance)), []string{"pass ok" + s}},
		kase{"silent", told(is(ad.TellsNothing)), []string{"fail unreachable" + s}},
		kase{"closed", told(is(ad.TellsClosed)), []string{"fail unreachable" + s}},
		kase{"nonsense", told(is(ad.TellsGarbage)), []string{"fail unreachable" + s}},
		kase{"stopped by the operator", told(is(ad.TellsUnasked)), []string{"unknown not-checked" + s}},
		kase{"an old file of facts", told(nil), []string{"unknown not-checked" + s}},
		kase{"names not known", func(w world) { w.unread(facts.ClientNames.For(typed), ad.ProblemUnreachable) }, []string{"unknown not-checked" + s}},
		kase{"a port was typed", func(w world) {
			facts.ClientNames.Put(w.Snapshot, diag.Fact[facts.ClientNamesValue]{Subject: "tcp:sql1.acme.test,1433"})
		}, nil})
	judge(t, sqlInstanceUnknown,
		kase{"told", told(is(ad.TellsPort)), []string{"pass ok" + s}},
		kase{"another instance", told(is(ad.TellsNoInstance)), []string{"fail not-found" + s}},
		kase{"no TCP", told(is(ad.TellsNoTCP)), []string{"fail not-offered" + s}},
		kase{"silent", told(is(ad.TellsNothing)), nil},
		kase{"not asked", told(is(ad.TellsUnasked)), nil})

	svc := func(spns ...string) ad.Account {
		return ad.Account{DN: "CN=svc,DC=acme,DC=test", Name: "svc", SPNs: spns}
	}
	port := func(b *ad.SQLInstance, spns ...string) func(world) {
		return func(w world) {
			told(b)(w)
			w.expect("", spn).owners(spn)
			w.owners("MSSQLSvc/sql1.acme.test:PAY", svc(append(spns, "MSSQLSvc/sql1.acme.test:PAY")...))
		}
	}
	others := is(ad.TellsPort)
	others.Others = []ad.SQLListedPorts{{Instance: "HR", Port: "49811"}}
	judge(t, sqlPortMoved,
		kase{"yesterday's port", port(is(ad.TellsPort), "mssqlsvc/SQL1.acme.test:49811"), []string{"fail missing " + spn}},
		kase{"the port of another instance", port(others, "MSSQLSvc/sql1.acme.test:49811"), nil},
		kase{"the default instance", port(is(ad.TellsPort), "MSSQLSvc/sql1.acme.test:1433"), nil},
		kase{"another host", port(is(ad.TellsPort), "MSSQLSvc/sql2.acme.test:49811"), nil},
		kase{"registered", func(w world) {
			told(is(ad.TellsPort))(w)
			w.expect("", spn).owners(spn, svc(spn, "MSSQLSvc/sql1.acme.test:49811"))
		}, nil},
		kase{"silent", port(is(ad.TellsNothing), "MSSQLSvc/sql1.acme.test:49811"), nil})
}
