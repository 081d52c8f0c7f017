package timeline

import (
	"fmt"
	"strings"
	"testing"
)

// event is an exported Windows event with named values.
func event(id int, computer string, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>%d</EventID><TimeCreated SystemTime="2026-05-04T08:00:00Z"/><EventRecordID>7</EventRecordID><Computer>%s</Computer></System><EventData>`, id, computer)
	for i := 0; i+1 < len(values); i += 2 {
		fmt.Fprintf(&b, `<Data Name="%s">%s</Data>`, values[i], values[i+1])
	}
	return b.String() + "</EventData></Event>"
}

// told is a story as a line an event, a finding and a note.
func told(t *testing.T, text string) string {
	t.Helper()
	s, err := Text(t.Context(), strings.NewReader(text))
	if err != nil {
		return "error: " + err.Error()
	}
	var out []string
	for _, e := range s.Events {
		mark := "-"
		if e.Problem {
			mark = "✗"
		}
		out = append(out, strings.TrimSpace(mark+" "+e.From+" > "+e.To+": "+e.Text))
	}
	for _, f := range s.Findings {
		out = append(out, f.Code+" "+f.Subject+": "+f.What)
	}
	for _, n := range s.Notes {
		out = append(out, "? "+n)
	}
	return strings.Join(out, "\n")
}

// Each event of a domain controller and of a server is told as what it means, with the
// cause where it is a fault.
func TestWindowsEventsInWords(t *testing.T) {
	for _, c := range []struct{ name, event, want string }{
		{"a service ticket", event(4769, "dc1", "TargetUserName", "ann@A.LAB", "ServiceName", "svc-shop", "TicketEncryptionType", "0x12", "Status", "0x0", "IpAddress", "::ffff:10.0.0.9"),
			"- 10.0.0.9 > dc1: issues a ticket for the account svc-shop to ann@A.LAB, encrypted with aes256-cts-hmac-sha1-96"},
		{"a service ticket with RC4", event(4769, "dc1", "TargetUserName", "ann@A.LAB", "ServiceName", "svc-shop", "TicketEncryptionType", "0x17", "Status", "0x0"),
			"-  > dc1: issues a ticket for the account svc-shop to ann@A.LAB, encrypted with arcfour-hmac\nticket-weak-etype svc-shop: dc1 issued a ticket for svc-shop that is encrypted with RC4."},
		{"an unknown service", event(4769, "dc1", "TargetUserName", "ann@A.LAB", "ServiceName", "http/shop.a.lab", "TicketEncryptionType", "0xffffffff", "Status", "0x7"),
			"✗  > dc1: refuses a ticket for http/shop.a.lab to ann@A.LAB: error 7 KDC_ERR_S_PRINCIPAL_UNKNOWN\nspn-missing http/shop.a.lab: dc1 refuses a ticket for http/shop.a.lab to ann@A.LAB: error 7 KDC_ERR_S_PRINCIPAL_UNKNOWN."},
		{"a wrong password", event(4771, "dc1", "TargetUserName", "ann", "Status", "0x18", "IpAddress", "10.0.0.9"),
			"✗ 10.0.0.9 > dc1: refuses a TGT to ann: error 24 KDC_ERR_PREAUTH_FAILED\nbad-password ann: dc1 refuses a TGT to ann: error 24 KDC_ERR_PREAUTH_FAILED."},
		{"pre-authentication, as always", event(4768, "dc1", "TargetUserName", "ann", "Status", "0x19"), "-  > dc1: asks ann for pre-authentication, as usual"},
		{"an unknown user", event(4768, "dc1", "TargetUserName", "ghost", "Status", "0x6"),
			"✗  > dc1: refuses a TGT to ghost: error 6 KDC_ERR_C_PRINCIPAL_UNKNOWN\nunknown-client ghost: dc1 refuses a TGT to ghost: error 6 KDC_ERR_C_PRINCIPAL_UNKNOWN."},
		{"a renewed ticket", event(4770, "dc1", "TargetUserName", "ann", "ServiceName", "krbtgt"), "-  > dc1: issues a ticket for the account krbtgt to ann"},
		{"a logon with Kerberos", event(4624, "fs1", "TargetUserName", "ann", "AuthenticationPackageName", "Kerberos", "IpAddress", "10.0.0.9"), "- 10.0.0.9 > fs1: accepts ann with Kerberos"},
		{"a logon with NTLM", event(4624, "fs1", "TargetUserName", "ann", "AuthenticationPackageName", "NTLM", "IpAddress", "10.0.0.9"),
			"- 10.0.0.9 > fs1: accepts ann with NTLM\nntlm-fallback fs1: 10.0.0.9 logged in at fs1 with NTLM."},
		{"an anonymous logon", event(4624, "fs1", "TargetUserName", "ANONYMOUS LOGON", "AuthenticationPackageName", "NTLM"), "-  > fs1: accepts ANONYMOUS LOGON with NTLM"},
		{"a refused logon", event(4625, "fs1", "TargetUserName", "ann", "AuthenticationPackageName", "NTLM", "SubStatus", "0xC0000072", "Status", "0xC000006E"),
			"✗  > fs1: refuses ann with NTLM: 0xc0000072\naccount-disabled ann: fs1 refuses ann with NTLM: 0xc0000072.\nntlm-fallback fs1: a client that is not named tried to log in at fs1 with NTLM."},
		{"a wrong password with NTLM", event(4776, "dc1", "TargetUserName", "ann", "Workstation", "PC7", "Status", "0xC000006A"),
			"✗ PC7 > dc1: refuses ann with NTLM: 0xc000006a\nbad-password ann: dc1 refuses ann with NTLM: 0xc000006a.\nntlm-fallback dc1: PC7 tried to log in at dc1 with NTLM."},
		{"an event that nobody knows", event(1234, "fs1"), "-  > fs1: event 1234 Microsoft-Windows-Security-Auditing"},
	} {
		if got := told(t, "<Events>"+c.event+"</Events>"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// An event without a readable result is no success: one that tells of failures only is a
// failure, the others are open, and the story says how many.
func TestAResultThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a failed login", "<Events>" + event(4771, "dc1", "TargetUserName", "ann") + "</Events>", "✗  > dc1: refuses a TGT to ann: the error cannot be read\ngeneric ann: dc1 refuses a TGT to ann: the error cannot be read.\n? the result of 1 event could not be read"},
		{"a failed request", "<Events>" + event(4773, "dc1", "TargetUserName", "ann", "ServiceName", "svc") + "</Events>", "✗  > dc1: refuses a ticket for the account svc to ann: the error cannot be read\ngeneric ann: dc1 refuses a ticket for the account svc to ann: the error cannot be read.\n? the result of 1 event could not be read"},
		{"a request", "<Events>" + event(4768, "dc1", "TargetUserName", "ann") + event(4769, "dc1", "TargetUserName", "ann", "ServiceName", "svc") + "</Events>",
			"-  > dc1: is asked for a TGT by ann: the answer cannot be read\n-  > dc1: is asked for a ticket for the account svc by ann: the answer cannot be read\n? the result of 2 events could not be read"},
		{"a refused logon", "<Events>" + event(4625, "fs1", "TargetUserName", "ann", "AuthenticationPackageName", "Kerberos") + "</Events>", "✗  > fs1: refuses ann with Kerberos: the reason cannot be read\ngeneric ann: fs1 refuses ann with Kerberos: the reason cannot be read.\n? the result of 1 event could not be read"},
		{"a check with NTLM", "<Events>" + event(4776, "dc1", "TargetUserName", "ann") + "</Events>", "-  > dc1: checks ann with NTLM: the result cannot be read\n? the result of 1 event could not be read"},
		{"a row of a table", "Level,Date and Time,Source,Event ID,Task Category,Message\nInformation,5/4/2026 8:00:00 AM,Microsoft-Windows-Security-Auditing,4771,Kerberos,\"Kerberos pre-authentication failed.\"\n",
			"✗  > : refuses a TGT to a name that is not visible: the error cannot be read\ngeneric a name that is not visible: refuses a TGT to a name that is not visible: the error cannot be read.\n? the result of 1 event could not be read"},
	} {
		if got := told(t, c.text); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// What a table of events says in its text is read by its labels, in any language by its
// order.
func TestEventsInATable(t *testing.T) {
	const head = "#TYPE x\nLevel,Date and Time,Source,Event ID,Task Category,Message\nInformation,5/4/2026 8:00:00 AM,Microsoft-Windows-Security-Auditing,"
	for name, c := range map[string]struct{ row, want string }{
		"by labels":  {"4771,Kerberos,\"Kerberos pre-authentication failed.\nAccount Information:\n\tAccount Name:\t\tann\nAdditional Information:\n\tTicket Options:\t\t0x40810010\n\tFailure Code:\t\t0x18\n\"\n", "refuses a TGT to ann: error 24 KDC_ERR_PREAUTH_FAILED"},
		"by order":   {"4771,Kerberos,\"Vorauthentifizierung.\n\tKontoname:\t\tann\n\tTicketoptionen:\t\t0x40810010\n\tFehlercode:\t\t0x12\n\"\n", "refuses a TGT to ann: error 18 KDC_ERR_CLIENT_REVOKED"},
		"as success": {"4768,Kerberos,\"A TGT was requested.\n\tAccount Name:\t\tann\n\tTicket Options:\t\t0x40810010\n\tResult Code:\t\t0x0\n\tTicket Encryption Type:\t0x12\n\"\n", "issues a TGT to ann, encrypted with aes256-cts-hmac-sha1-96"},
	} {
		if got := told(t, head+c.row); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A damaged export is read up to the damage, and says that there is more.
func TestDamagedExports(t *testing.T) {
	const note = "? the export is damaged: what comes behind its last whole event was not read"
	one := event(4771, "dc1", "TargetUserName", "ann", "Status", "0x18")
	for name, text := range map[string]string{"cut within an event": "<Events>" + one + one[:100], "cut within a name": "<Events>" + one + "<Event><Sys", "an end tag too many": "<Events>" + one + "</Event></Event><<"} {
		got := told(t, text)
		if !strings.Contains(got, "refuses a TGT to ann") || !strings.Contains(got, note) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	if got := told(t, "<Events>"+one+"</Events>"); strings.Contains(got, note) {
		t.Errorf("a whole export is called damaged:\n%s", got)
	}
	for name, text := range map[string]string{"nothing": "", "no events": "<Events></Events>", "another XML": "<html><body>hello</body></html>", "cut before the first": "<Events><Event><System>"} {
		if got := told(t, text); !strings.HasPrefix(got, "error: ") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Logs of services lead to the same causes as events.
func TestLogsInWords(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"sssd":   {"(2026-05-04  8:00:00): [krb5_child[77]] [get_and_save_tgt] (0x0020): 1757: [-1765328378][Client 'ghost@A.LAB' not found in Kerberos database]\n", "unknown-client ghost@A.LAB"},
		"Java":   {">>>KRBError:\n\t sTime is Mon May 04 08:00:00 UTC 2026 1777881600000\n\t suSec is 1\n\t error code is 7\n\t error Message is Server not found in Kerberos database\n\t sname is HTTP/shop.a.lab@A.LAB\n\t msgType is 30\n", "spn-missing HTTP/shop.a.lab"},
		"apache": {"[Mon May 04 08:00:00.000000 2026] [auth_gssapi:error] [pid 7] [client 10.0.0.9:1] GSS ERROR In Negotiate Auth: gss_accept_sec_context() failed: [Unspecified GSS failure. (Request ticket server HTTP/shop.a.lab@A.LAB kvno 4 not found in keytab; keytab is likely out of date)]\n", "wrong-key HTTP/shop.a.lab"},
	} {
		if got := told(t, c.text); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// An answer is printed with its findings first; of a long timeline the first part is shown
// with what stands around each problem, and the rest is counted.
func TestALongAnswer(t *testing.T) {
	a := Answer{File: "x.txt", Story: Story{Source: "log"}}
	for i := range 300 {
		a.Events = append(a.Events, Event{Where: fmt.Sprintf("line %d", i), Text: "goes on", Problem: i == 250})
	}
	short, all := strings.Join(a.Lines(false), "\n"), strings.Join(a.Lines(true), "\n")
	if !strings.Contains(short, "line 250") || !strings.Contains(short, "line 248") || strings.Contains(short, "line 240") || !strings.Contains(short, "200 more events; --all prints them") {
		t.Errorf("%s", short)
	}
	if !strings.Contains(all, "line 299") || strings.Contains(all, "more events") {
		t.Error("--all leaves something out")
	}
	for want, got := range map[string]string{"No SPN: http/x": Finding{Title: "No SPN", Subject: "http/x"}.Heading(), "http/x": Finding{Subject: "http/x"}.Heading(), "No SPN": Finding{Title: "No SPN"}.Heading(),
		"adwalk walk trust --set service=http/x --set 'user=a b'": Finding{Guide: "trust", Inputs: map[string]string{"user": "a b", "service": "http/x"}}.Walk()} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The SPNs of a recording are those of services, each once, in the order of their first
// request: the KDC's own name and the kadmin's are nobody's to look up.
func TestTheSPNsThatWereAskedFor(t *testing.T) {
	const want = "HTTP/app.a.lab cifs/fs1.a.lab"
	var b strings.Builder
	for i, service := range []string{"krbtgt/A.LAB", "HTTP/app.a.lab", "http/APP.a.lab", "kadmin/changepw", "cifs/fs1.a.lab"} {
		fmt.Fprintf(&b, "[4242] 17767680%02d.100000: Getting credentials alice@A.LAB -> %s@A.LAB using ccache FILE:/tmp/c\n", i, service)
	}
	s, err := Text(t.Context(), strings.NewReader(b.String()))
	if got := strings.Join(s.SPNs, " "); err != nil || got != want {
		t.Errorf("%q, want %q (%v)", got, want, err)
	}
}
