package service_test

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
	"adwalk/diag/guide/service"
	"adwalk/diag/keytabs"
)

const spn = "http/app.contoso.lab"

// walk is a guide with every step that this package has.
func walk(w service.Walk) guide.Guide {
	return guide.Guide{ID: w.ID, Inputs: append(append(w.Inputs("the service", ""), service.KeytabInputs()...), service.TokenInputs("apache")...),
		Steps: []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Keytab(), w.Answer(), w.Cache(), service.TokenSize(w), w.Fix("keytab-wrong-key", "token-size"), w.Verify()}}
}

// app is a web site whose SPN one account has.
func app(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "https://app.contoso.lab/"), guidetest.OwnedBy(spn, guidetest.User("svc-app", "1201", spn)), guidetest.All(more...))
}

func TestNameStep(t *testing.T) {
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "a web site", Step: "name", Facts: app(), Status: diag.Pass,
			Says: []string{`From "https://app.contoso.lab/" clients build http/app.contoso.lab.`, "https has the class http as well; browsers leave the port out of the SPN."}, Asks: []string{"client.names https://app.contoso.lab/", "kdc.login"}},
		{Name: "a database has two names", Step: "name", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "mssql://sql1.contoso.lab")), Status: diag.Pass,
			Says: []string{"clients build MSSQLSvc/sql1.contoso.lab:1433.", "Some clients ask for MSSQLSvc/sql1.contoso.lab instead."}},
		{Name: "an address", Step: "name", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "http://10.0.0.7/"), guidetest.OwnedBy("http/10.0.0.7")), Status: diag.Fail,
			Finds: []string{"dns-ip-literal http/10.0.0.7"}, Asks: []string{"spn.owners http/10.0.0.7"}},
		{Name: "an SPN as it is", Step: "name", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "ldap/dc1.contoso.lab")), Status: diag.Pass, Says: []string{"clients build ldap/dc1.contoso.lab."}, Silent: []string{"browsers"}},
		{Name: "without a login", Step: "name", Facts: guidetest.All(app(), guidetest.Unknown(facts.Login, "", ad.ProblemNotFound, "no credential cache")), Status: diag.Fail, Finds: []string{"login-missing"}},
	})
}

func TestDNSStep(t *testing.T) {
	dns := func(v facts.DNSValue) guidetest.Fact { return app(guidetest.Seen(facts.DNSName, "app.contoso.lab", v)) }
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "an address", Step: "dns", Facts: dns(facts.DNSValue{Addresses: []string{"10.0.0.7"}}), Status: diag.Pass, Asks: []string{"dns.name app.contoso.lab", "dns.name contoso.lab"}},
		{Name: "an alias", Step: "dns", Facts: dns(facts.DNSValue{Canonical: "web7.contoso.lab", Addresses: []string{"10.0.0.7"}}), Status: diag.Fail, Finds: []string{"dns-cname app.contoso.lab"}, Says: []string{"web7.contoso.lab"}},
		{Name: "a name that the domain's resolver does not know", Step: "dns", Facts: guidetest.All(dns(facts.DNSValue{Asked: []string{"10.0.0.1"}}), guidetest.Seen(facts.DNSName, "contoso.lab", facts.DNSValue{Addresses: []string{"10.0.0.1"}})), Status: diag.Unknown, Says: []string{"no resolver of this machine knows the name (asked 10.0.0.1)"}},
		{Name: "a resolver that knows nothing of the domain", Step: "dns", Facts: guidetest.All(dns(facts.DNSValue{Asked: []string{"10.9.9.9"}}), guidetest.Seen(facts.DNSName, "contoso.lab", facts.DNSValue{Asked: []string{"10.9.9.9"}})), Status: diag.Unknown},
		{Name: "no answer", Step: "dns", Facts: app(guidetest.Unknown(facts.DNSName, "app.contoso.lab", ad.ProblemUnreachable, "timed out")), Status: diag.Unknown, Says: []string{"timed out"}},
		{Name: "an address is not looked up", Step: "dns", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "http://10.0.0.7/")), Status: diag.Skipped, Says: []string{"Nothing to check here."}},
	})
}

func TestOwnerStep(t *testing.T) {
	host := guidetest.Computer("APP", "1301", "HOST/app.contoso.lab")
	svc, old := guidetest.User("svc-app", "1201", spn), guidetest.User("svc-old", "1202", spn)
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "one owner", Step: "owner", Facts: app(), Status: diag.Pass, Says: []string{spn, "svc-app"}, Asks: []string{"spn.owners " + spn, "account CN=svc-app,CN=Users,DC=contoso,DC=lab"}},
		{Name: "nobody, as the KDC says as well", Step: "owner", Facts: app(guidetest.OwnedBy(spn), guidetest.Refused(spn, ad.ErrServiceUnknown)), Status: diag.Fail, Finds: []string{"spn-missing " + spn}, Asks: []string{"ticket " + spn}},
		{Name: "covered by HOST", Step: "owner", Facts: app(guidetest.CoveredBy(spn, "host/app.contoso.lab", host)), Status: diag.Pass, Says: []string{"APP$"}},
		{Name: "two owners", Step: "owner", Facts: app(guidetest.OwnedBy(spn, svc, old)), Status: diag.Fail, Finds: []string{"spn-duplicate " + spn}, Says: []string{"svc-app", "svc-old"}},
		{Name: "another account than the one that runs it", Step: "owner", Facts: app(guidetest.Typed("account", "svc-new"), guidetest.Account(guidetest.User("svc-new", "1203")), guidetest.OwnedBy(spn, svc)), Status: diag.Fail, Finds: []string{"spn-misplaced " + spn}},
		{Name: "owners that could not be read", Step: "owner", Facts: app(guidetest.Unknown(facts.Owners, spn, ad.ProblemUnreachable, "connection refused")), Status: diag.Unknown, Says: []string{"connection refused"}},
	})
}

func TestAccountSteps(t *testing.T) {
	as := func(change func(*ad.Account)) guidetest.Fact {
		a := guidetest.User("svc-app", "1201", spn)
		change(&a)
		return app(guidetest.OwnedBy(spn, a))
	}
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "enabled", Step: "account", Facts: as(func(*ad.Account) {}), Status: diag.Pass, Asks: []string{"replica.account CN=svc-app,CN=Users,DC=contoso,DC=lab"}},
		{Name: "disabled", Step: "account", Facts: as(func(a *ad.Account) { a.UAC |= ad.UACDisabled }), Status: diag.Fail, Finds: []string{"account-disabled svc-app"}},
		{Name: "locked", Step: "account", Facts: as(func(a *ad.Account) { a.UAC |= ad.UACLockout; a.Locked = guidetest.Now }), Status: diag.Fail, Finds: []string{"account-locked svc-app"}},
		{Name: "hidden", Step: "account", Facts: as(func(a *ad.Account) {
			a.UAC, a.Unread = 0, []string{"userAccountControl", "msDS-User-Account-Control-Computed"}
		}), Status: diag.Unknown},
		{Name: "AES", Step: "etypes", Facts: as(func(*ad.Account) {}), Status: diag.Pass},
		{Name: "RC4 alone", Step: "etypes", Facts: as(func(a *ad.Account) { a.ETypes = 4 }), Status: diag.Fail, Finds: []string{"etype-rc4-only svc-app"}},
		{Name: "DES alone", Step: "etypes", Facts: as(func(a *ad.Account) { a.ETypes = 3 }), Status: diag.Fail, Finds: []string{"etype-des-only svc-app"}},
		{Name: "hidden types", Step: "etypes", Facts: as(func(a *ad.Account) {
			a.ETypes, a.ETypesSet, a.Unread = 0, false, []string{"msDS-SupportedEncryptionTypes"}
		}), Status: diag.Unknown},
	})
}

func TestTicketStep(t *testing.T) {
	refused := guidetest.Refused(spn, ad.ErrServiceUnknown)
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "AES", Step: "ticket", Facts: app(guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Pass, Says: []string{"pass: " + spn + "  AES256, kvno 2"}, Asks: []string{"ticket " + spn, "ticket.controller " + spn + " at dc1.contoso.lab"}},
		{Name: "RC4 although AES is listed", Step: "ticket", Facts: app(guidetest.Ticketed(spn, ad.ETypeRC4)), Status: diag.Fail, Finds: []string{"ticket-weak-etype " + spn}, Asks: []string{"service.answer " + spn}},
		{Name: "refused", Step: "ticket", Facts: app(refused), Status: diag.Fail, Finds: []string{"ticket-refused " + spn}, Says: []string{"fail: " + spn + "  7 KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{Name: "no answer", Step: "ticket", Facts: app(guidetest.Unknown(facts.Ticket, spn, ad.ProblemUnreachable, "no KDC answers")), Status: diag.Unknown, Says: []string{"no KDC answers"}},
		{Name: "not asked", Step: "ticket", Facts: app(guidetest.Unknown(facts.Ticket, spn, ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"--no-probes"}},
		{Name: "a fresh ticket verifies", Step: "verify", Facts: app(guidetest.Ticketed(spn, ad.ETypeAES256)), Status: diag.Pass, Says: []string{"SPNs with one owner: 1 of 1", "Tickets issued: 1 of 1"}},
		{Name: "an owner alone does not", Step: "verify", Facts: app(refused), Status: diag.Fail, Finds: []string{"ticket-refused " + spn}, Says: []string{"Tickets issued: 0 of 1"}},
		{Name: "without probes it is not verified", Step: "verify", Facts: app(guidetest.Unknown(facts.Ticket, spn, ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"No ticket was asked for"}, Silent: []string{"Tickets issued"}},
	})
}

func TestAnswerStep(t *testing.T) {
	answer := func(v facts.ServiceAnswerValue) guidetest.Fact {
		v.URL = "https://app.contoso.lab/"
		return app(guidetest.Ticketed(spn, ad.ETypeAES256), guidetest.Seen(facts.ServiceAnswer, spn, v))
	}
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "accepted", Step: "service", Facts: answer(facts.ServiceAnswerValue{Outcome: ad.ProbeAccepted, Offered: []string{"Negotiate"}, Tried: true, Accepted: true, Status: 200}), Status: diag.Pass, Asks: []string{"service.answer " + spn}},
		{Name: "refused", Step: "service", Facts: answer(facts.ServiceAnswerValue{Outcome: ad.ProbeRefused, Offered: []string{"Negotiate"}, Tried: true, Status: 401}), Status: diag.Fail, Finds: []string{"service-refuses-ticket " + spn}},
		{Name: "NTLM alone", Step: "service", Facts: answer(facts.ServiceAnswerValue{Outcome: ad.ProbeNoNegotiate, Offered: []string{"NTLM"}, Status: 401}), Status: diag.Fail, Finds: []string{"service-no-negotiate " + spn}},
		{Name: "an open page proves nothing", Step: "service", Facts: answer(facts.ServiceAnswerValue{Outcome: ad.ProbeOpen, Status: 200}), Status: diag.Unknown, Says: []string{"asks for no login"}},
		{Name: "no ticket to show", Step: "service", Facts: app(), Status: diag.Skipped, Says: []string{"Not asked: there is no ticket to show to it."}},
		{Name: "probes are off", Step: "service", Facts: app(guidetest.Unknown(facts.ServiceAnswer, spn, ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"Not asked: reading service.answer: --no-probes"}},
		{Name: "a class that cannot be spoken", Step: "service", Facts: app(guidetest.Unknown(facts.ServiceAnswer, spn, ad.ProblemNoWay, "services of the class nfs cannot be asked from here")), Status: diag.Unknown, Says: []string{"services of the class nfs cannot be asked from here"}},
		{Name: "a class that cannot be spoken, with a ticket", Step: "service", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "nfs/files1.contoso.lab"), guidetest.Ticketed("nfs/files1.contoso.lab", ad.ETypeAES256)), Status: diag.Skipped, Asks: []string{"service.answer nfs/files1.contoso.lab"}},
	})
}

func TestKeytabStep(t *testing.T) {
	const subject = "/etc/http.keytab"
	aes := ad.ETypeAES256
	file := func(e keytabs.Entry, tk *keytabs.Ticket) guidetest.Fact {
		v := keytabs.Facts{File: subject, Service: "HTTP/app.contoso.lab", Realm: "CONTOSO.LAB", Domain: "CONTOSO", Entries: []keytabs.Entry{e}, Ticket: tk}
		return app(guidetest.Typed("keytab", subject), guidetest.Ticketed(spn, aes), guidetest.Seen(facts.Keytab, facts.KeytabSubject(subject, "HTTP/app.contoso.lab", ""), v))
	}
	entry := keytabs.Entry{Principal: "HTTP/app.contoso.lab@CONTOSO.LAB", KVNO: 2, EType: aes, Tried: true, Fits: true}
	wrong := entry
	wrong.Fits = false
	tk := &keytabs.Ticket{EType: aes, KVNO: 2}
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "the right key", Step: "keytab", Facts: file(entry, tk), Status: diag.Pass, Says: []string{"HTTP/app.contoso.lab@CONTOSO.LAB  kvno 2, aes256-cts-hmac-sha1-96, decrypts a fresh ticket"}},
		{Name: "a wrong key", Step: "keytab", Facts: file(wrong, tk), Status: diag.Fail, Finds: []string{"keytab-wrong-key HTTP/app.contoso.lab"}, Says: []string{", does not decrypt a fresh ticket"}},
		{Name: "no file", Step: "keytab", Facts: app(), Status: diag.Skipped, Says: []string{"Not checked: no keytab was given. On the server: adwalk keytab FILE"}},
	})
}

func TestTokenStep(t *testing.T) {
	size := func(v facts.TokenSizeValue) guidetest.Fact {
		v.User = "bob"
		return app(guidetest.Typed("user", "bob"), guidetest.Typed("server-kind", "apache"), guidetest.Seen(facts.TokenSize, "bob", v))
	}
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "few groups", Step: "token", Facts: size(facts.TokenSizeValue{Groups: 10, Short: 10}), Status: diag.Pass, Says: []string{"A header of about ", "setting: "}, Silent: []string{"manual: "}, Asks: []string{"token.size bob"}},
		{Name: "too many groups", Step: "token", Facts: size(facts.TokenSizeValue{Groups: 400, Long: 400}), Status: diag.Fail, Finds: []string{"token-size bob"}, Says: []string{"manual: apache accepts 8190"}},
		{Name: "a limit of one's own", Step: "token", Facts: guidetest.All(size(facts.TokenSizeValue{Groups: 400, Long: 400}), guidetest.Typed("header-limit", "65536")), Status: diag.Pass},
		{Name: "nobody named", Step: "token", Facts: app(), Status: diag.Skipped, Says: []string{"Not checked: no user was named.", "--set user=NAME"}},
		{Name: "no header outside of HTTP", Step: "token", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "ldap/dc1.contoso.lab"), guidetest.Typed("user", "bob")), Status: diag.Skipped, Says: []string{"Only HTTP has a header that a login must fit into."}},
		{Name: "a size that nobody knows", Step: "token", Facts: app(guidetest.Typed("user", "bob"), guidetest.Typed("server-kind", "apache"), guidetest.Unknown(facts.TokenSize, "bob", ad.ProblemNotFound, "there is no bob")), Status: diag.Unknown, Says: []string{"there is no bob"}},
	})
}

func TestCacheStep(t *testing.T) {
	cache := func(tk ad.CachedTicket) guidetest.Fact {
		return app(guidetest.Seen(facts.Caches, "", []ad.CredCache{{Name: "FILE:/tmp/krb5cc_0", Principal: "alice@CONTOSO.LAB", Tickets: []ad.CachedTicket{tk}}}))
	}
	valid := ad.CachedTicket{Server: "krbtgt/CONTOSO.LAB@CONTOSO.LAB", TicketEType: 18, SessionEType: 18, Start: guidetest.Now, End: guidetest.Now.AddDate(200, 0, 0)}
	ended := valid
	ended.End = guidetest.Now.AddDate(-10, 0, 0)
	guidetest.Visit(t, walk(service.Walk{ID: "x"}), []guidetest.Case{
		{Name: "a valid TGT", Step: "cache", Facts: cache(valid), Status: diag.Pass, Asks: []string{"cache"}},
		{Name: "an expired TGT", Step: "cache", Facts: cache(ended), Status: diag.Fail, Finds: []string{"cache-expired FILE:/tmp/krb5cc_0"}},
	})
}

// A guide about one kind of service takes a bare host for that kind; what may be a
// password in a connection string is not kept.
func TestWhatWasTyped(t *testing.T) {
	for _, c := range []struct{ scheme, typed, kept string }{
		{"", "app.contoso.lab", "app.contoso.lab"},
		{"mssql", "sql1.contoso.lab", "mssql://sql1.contoso.lab"},
		{"mssql", "Server=sql1.contoso.lab,1433;User Id=sa;Password=hunter2", "tcp:sql1.contoso.lab,1433"},
		{"", "https://bob:hunter2@app.contoso.lab/x", "https://app.contoso.lab/x"},
	} {
		g := walk(service.Walk{ID: "x", Scheme: c.scheme})
		if got := guidetest.Answer(t, g, "service", c.typed); got != c.kept {
			t.Errorf("%q with the scheme %q is kept as %q, want %q", c.typed, c.scheme, got, c.kept)
		}
	}
	for key, bad := range map[string]string{"service": "http://", "account": " ", "server-kind": "gopher", "header-limit": "12"} {
		if got := guidetest.Answer(t, walk(service.Walk{ID: "x"}), key, bad); got[:8] != "refused:" {
			t.Errorf("%s=%q was taken as %q", key, bad, got)
		}
	}
}
