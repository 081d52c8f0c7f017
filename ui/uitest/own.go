package uitest

import (
	"context"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/diag/timeline"
	"adwalk/ui/screen"
)

// Own gives a console what is read on the operator's own machine: names, a keytab and a
// recording.
type Own struct {
	Asked     []string // targets, files and pastes, in their order
	Logins    []string // principals
	Login     keytabs.Login
	Names     names.Answer
	Keytab    screen.KeytabAnswer
	Recording timeline.Answer
	Problem   *ad.Problem // that every question ends with
}

const asa = "CN=CASARRAY-ASA,CN=Computers," + Domain

// NewOwn returns a web site with a CNAME of which one name has no owner, a keytab with
// one service that works and one whose key is old, and a trace with two faults.
func NewOwn(clock *Clock) *Own {
	target, _ := ad.ParseServiceTarget("https://mail.contoso.lab/")
	o := &Own{Names: names.Answer{Target: target, DNS: names.DNS{Name: "mail.contoso.lab", Canonical: "cas1.contoso.lab", Addresses: []string{"10.0.0.1"}, Reverse: map[string]string{"10.0.0.1": "lb9.contoso.lab"}},
		Owners:  map[string]names.Owner{"http/mail.contoso.lab": {Known: true, Owners: []string{asa}, Text: "owner " + asa}, "http/lb9.contoso.lab": {Known: true, Text: "no account in the forest has this SPN"}},
		Tickets: map[string]string{"http/mail.contoso.lab": "ticket aes256-cts-hmac-sha1-96, kvno 4", "http/lb9.contoso.lab": "error 7 KDC_ERR_S_PRINCIPAL_UNKNOWN"}}}
	o.Names.Clients = []names.Client{
		{Client: "Edge and Chrome", Names: []names.Name{{SPN: "HTTP/mail.contoso.lab", Why: "the host as typed"}}, Rule: "the host as typed; a CNAME only by policy", Source: "Chromium, DisableAuthNegotiateCnameLookup"},
		{Client: "curl with MIT's library", Names: []names.Name{{SPN: "HTTP/lb9.contoso.lab", Why: "the name of the address in reverse"}, {SPN: "HTTP/mail.contoso.lab", Why: "the host as typed"}}, Rule: "dns_canonicalize_hostname and rdns", Source: "krb5.conf(5)"},
		{Client: "Java", Names: []names.Name{{SPN: "HTTP/mail.contoso.lab", Why: "the host as typed"}}, Rule: "the JDK's own rule", Source: "sun.security.krb5", Unverified: true},
	}
	o.Names.Sentence = names.Sentence(o.Names.Clients, o.Names.Owners)

	account := &ad.Account{DN: asa, Name: "CASARRAY-ASA$", Classes: []string{"computer"}, KVNO: 4}
	base := keytabs.Facts{File: "/etc/web.keytab", Version: 2, Owner: "root", Mode: "-rw-------", Realm: "CONTOSO.LAB", Account: account, Ticket: &keytabs.Ticket{EType: ad.ETypeAES256, KVNO: 4}}
	entry := func(principal string, kvno int, fits bool) keytabs.Entry {
		return keytabs.Entry{Principal: principal, KVNO: kvno, EType: ad.ETypeAES256, Written: clock.Now().Add(-48 * time.Hour), Tried: true, Fits: fits}
	}
	works, old := base, base
	works.Service, works.Entries = "HTTP/mail.contoso.lab", []keytabs.Entry{entry("HTTP/mail.contoso.lab@CONTOSO.LAB", 4, true), entry("HTTP/old.contoso.lab@CONTOSO.LAB", 2, false), entry("CASARRAY-ASA$@CONTOSO.LAB", 4, true)}
	old.Service, old.Entries = "HTTP/old.contoso.lab", []keytabs.Entry{entry("HTTP/mail.contoso.lab@CONTOSO.LAB", 4, false), entry("HTTP/old.contoso.lab@CONTOSO.LAB", 2, false), entry("CASARRAY-ASA$@CONTOSO.LAB", 4, false)}
	for _, f := range []keytabs.Facts{works, old} {
		a := keytabs.Answer{Facts: f, Verdict: keytabs.Judge(f)}
		if a.Finding != nil {
			a.Recipes = keytabs.Recipes(f)
		}
		o.Keytab.Answers = append(o.Keytab.Answers, a)
	}
	o.Login = keytabs.Login{File: "/etc/web.keytab", Principal: "CASARRAY-ASA$@CONTOSO.LAB", Accepted: true, Means: "the key in the keytab is the account's present one"}

	at := clock.Now().Add(-time.Hour)
	o.Recording = timeline.Answer{File: "/tmp/trace.txt", Story: timeline.Story{Source: "KRB5_TRACE", SPNs: []string{"HTTP/lb9.contoso.lab"}, Events: []timeline.Event{
		{At: at, Where: "line 1", From: "client", To: "dc1", Text: "asks for HTTP/mail.contoso.lab", SPN: "HTTP/mail.contoso.lab", Client: "alice@CONTOSO.LAB"},
		{At: at.Add(time.Millisecond), Where: "line 4", From: "dc1", To: "client", Text: "issues a ticket for HTTP/mail.contoso.lab", SPN: "HTTP/mail.contoso.lab"},
		{At: at.Add(time.Second), Where: "line 9", From: "dc1", To: "client", Text: "refuses HTTP/lb9.contoso.lab", SPN: "HTTP/lb9.contoso.lab", Problem: true, Code: "7 KDC_ERR_S_PRINCIPAL_UNKNOWN"},
		{At: at.Add(2 * time.Second), Where: "line 12", From: "client", Text: "falls back to NTLM", Problem: true},
	}, Findings: []timeline.Finding{
		{Code: "spn-missing", Title: "No account has the SPN", Subject: "HTTP/lb9.contoso.lab", What: "The KDC knows no service of that name.", Count: 1, First: "line 9", At: at.Add(time.Second),
			Causes: []string{"the name was never registered"}, Next: []string{"search the forest for its owners"}, Guide: "sample", Inputs: map[string]string{"array": "outlook.contoso.lab"}},
		{Code: "ntlm-fallback", Title: "NTLM instead of Kerberos", What: "The client sent NTLM.", Count: 1, First: "line 12"},
	}}, Owners: []lookup.SPNOwners{{SPN: "HTTP/lb9.contoso.lab", Owners: []string{}, State: lookup.NotOwned, Text: "no account in the forest has this SPN"}}}
	return o
}

// Wire puts it into a console's backend.
func (o *Own) Wire(b *Backend) {
	b.Access.Names = func(_ context.Context, target string) (names.Answer, *ad.Problem) {
		o.Asked = append(o.Asked, target)
		return o.Names, o.Problem
	}
	b.Access.Keytab = func(_ context.Context, file, service string, _ func(done, total int)) (screen.KeytabAnswer, *ad.Problem) {
		o.Asked = append(o.Asked, strings.TrimSpace(file+" "+service))
		return o.Keytab, o.Problem
	}
	b.Access.KeytabLogin = func(_ context.Context, _ string, try keytabs.Attempt) (keytabs.Login, *ad.Problem) {
		o.Logins = append(o.Logins, try.As)
		return o.Login, nil
	}
	b.Access.Recording = func(_ context.Context, file, pasted string, _ func(done, total int)) (timeline.Answer, *ad.Problem) {
		o.Asked = append(o.Asked, file+pasted)
		return o.Recording, o.Problem
	}
}
