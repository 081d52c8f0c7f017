package timeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/diag/explain"
	"adwalk/diag/paste"
)

// megabytes are pastes of a megabyte, of the kinds that people paste and of some that
// nobody would.
func megabytes() map[string]string {
	const size = 1 << 20
	fill := func(piece func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(piece(i))
		}
		return b.String()[:size]
	}
	again := func(text string) string { return fill(func(int) string { return text }) }
	random := rand.New(rand.NewPCG(1, 2))
	draw := func(from string, line int) func(int) string {
		letters := []rune(from)
		return func(int) string {
			var b strings.Builder
			for range 1 + random.IntN(line) {
				b.WriteRune(letters[random.IntN(len(letters))])
			}
			return b.String() + "\n"
		}
	}
	bytes := make([]byte, size)
	for i := range bytes {
		bytes[i] = byte(random.IntN(256))
	}
	event := func(i int) string {
		return fmt.Sprintf("Log Name:      Security\nSource:        Microsoft-Windows-Security-Auditing\nDate:          3/1/2026 10:02:11 AM\nEvent ID:      4769\nTask Category: Kerberos Service Ticket Operations\nLevel:         Information\nKeywords:      Audit Failure\nUser:          N/A\nComputer:      dc4.acme.test\nDescription:\nA Kerberos service ticket was requested.\n\nAccount Information:\n\tAccount Name:\t\tann%d@ACME.TEST\n\tAccount Domain:\t\tACME.TEST\n\tLogon GUID:\t\t{00000000-0000-0000-0000-000000000000}\n\nService Information:\n\tService Name:\t\tsvc-shop\n\tService ID:\t\tNULL SID\n\nNetwork Information:\n\tClient Address:\t\t::ffff:10.0.0.%d\n\tClient Port:\t\t50301\n\nAdditional Information:\n\tTicket Options:\t\t0x40810000\n\tTicket Encryption Type:\t0xFFFFFFFF\n\tFailure Code:\t\t0xE\n\tTransited Services:\t-\n\n", i, i%256)
	}
	ticket := func(i int) string {
		return fmt.Sprintf("\n#%d>\tClient: jo @ ACME.TEST\n\tServer: http/h%d.acme.test @ ACME.TEST\n\tKerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96\n\tTicket Flags 0x40a50000 -> forwardable renewable pre_authent ok_as_delegate name_canonicalize\n\tStart Time: 3/28/2024 1:34:47 (local)\n\tEnd Time:   3/28/2024 11:33:47 (local)\n\tRenew Time: 4/4/2024 1:33:47 (local)\n\tSession Key Type: AES-256-CTS-HMAC-SHA1-96\n\tCache Flags: 0\n\tKdc Called: DC7.acme.test\n", i, i)
	}
	out := map[string]string{
		"KRB5_TRACE": fill(func(i int) string { return strings.ReplaceAll(traceRefused7, "shop", fmt.Sprint("shop", i)) }),
		"a log of IIS": iisLog + fill(func(i int) string {
			return fmt.Sprintf("2026-03-01 10:02:%02d 10.0.0.3 GET /shop/%d - 10.0.0.%d 401 %d 2148074254\r\n", i%60, i, i%256, i%3)
		}),
		"events as text":   fill(event),
		"events as XML":    "<Events>" + again(strings.TrimSuffix(strings.TrimPrefix(eventXML, `<?xml version="1.0"?><Events>`), "</Events>")),
		"events as CSV":    eventCSVGerman + again(eventCSVGerman[strings.Index(eventCSVGerman, "\n")+1:]),
		"klist of Windows": "Current LogonId is 0:0x17239e\n\nCached Tickets: (9999)\n" + fill(ticket),
		"klist of MIT": "Ticket cache: FILE:/tmp/krb5cc_0\nDefault principal: jo@ACME.TEST\n\nValid starting       Expires              Service principal\n" + fill(func(i int) string {
			return fmt.Sprintf("03/28/2024 01:33:47  03/28/2024 11:33:47  http/h%d.acme.test@ACME.TEST\n\trenew until 04/04/2024 01:33:47, Etype (skey, tkt): aes256-cts-hmac-sha1-96, DEPRECATED:arcfour-hmac\n", i)
		}),
		"klist of Heimdal": fill(func(i int) string {
			return fmt.Sprintf("Server: http/w%d.acme.test@ACME.TEST\nClient: jo@ACME.TEST\nTicket etype: aes256-cts-hmac-sha1-96, kvno 2\nAuth time:  Nov 28 16:53:44 2025\nEnd time:   Nov 29 02:53:44 2025\n\n", i)
		}),
		"a log of Exchange": paste.LogSample + "\n" + again(paste.LogSample+"\n"),
		"setspn -L":         "Registered ServicePrincipalNames for CN=SVC,OU=Service,DC=acme,DC=test:\n" + fill(func(i int) string { return fmt.Sprintf("\tMSSQLSvc/db%d.acme.test:1433\n", i) }),
		"ASA status": fill(func(i int) string {
			return fmt.Sprintf("Name                                 : CAS-%d\r\nAlternateServiceAccountConfiguration : Latest: 1/12/2016 10:19:22 AM, acme\\EXCH2016ASA$\r\n                                       Previous: <Not set>\r\n\r\n", i)
		}),
		"SMTP events":   again("Event ID:\t1706\nfailed with error code 0x8009030c\n\nEvent ID: 7004\nresponded with \"535 5.7.3 Authentication unsuccessful\"\n550 5.7.1 Unable to relay\n"),
		"file versions": fill(func(i int) string { return fmt.Sprintf("store%d.exe  5,266,432  6.5.7653.%d  11-Dec-2007\n", i%40, i) }),
		"Java's debug":  again(javaError),
		"krb5kdc": fill(func(i int) string {
			return fmt.Sprintf("Mar 01 10:02:11 kdc1 krb5kdc[123](info): TGS_REQ (4 etypes {18 17 16 23}) 10.0.0.%d: LOOKING_UP_SERVER: authtime 0,  ann@ACME.TEST for http/h%d.acme.test@ACME.TEST, Server not found in Kerberos database\n", i%256, i)
		}),
		"syslog": fill(func(i int) string {
			return fmt.Sprintf("Mar  1 10:02:11 web%d sshd[%d]: Accepted gssapi-with-mic for ann from 10.0.0.%d port 50022 ssh2: ann@ACME.TEST\nMar  1 10:02:12 web sssd[be[acme.test]][99]: Failed to initialize credentials using keytab [MEMORY:/etc/krb5.keytab]: Preauthentication failed.\n", i, i, i%256)
		}),
		"JSON": fill(func(i int) string {
			return fmt.Sprintf(`{"@timestamp":"2026-03-01T10:02:11Z","level":"error","event":{"code":%d,"status":"0x%x"},"message":"GSS failure. Minor code may provide more information, Server not found","host":"h%d.acme.test"},`, i%6000, i, i)
		}),
		"a stack of Java": fill(func(i int) string {
			return fmt.Sprintf("\tat sun.security.krb5.KrbTgsRep.<init>(KrbTgsRep.java:%d)\nCaused by: KrbException: Server not found in Kerberos database (7) - LOOKING_UP_SERVER\n", i%500)
		}),
		"a hex dump": fill(func(i int) string {
			return fmt.Sprintf("%08x  60 82 07 06 06 09 2a 86 48 86 f7 12 01 02 02 01  `.....*.H.......\n", i*16)
		}),
		"random letters": fill(draw("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /@.:-_=()[]{}<>\\\"'", 200)),
		"random words": fill(func(int) string {
			return []string{"server ", "ticket ", "client ", "KDC ", "error ", "not ", "found ", "in ", "Kerberos ", "database ", "0x", "7 ", "failed ", "SPN ", "password ", "the ", "\n"}[random.IntN(17)]
		}),
		"random foreign":      fill(draw("абвгдежзийклмнопрстуфхцчшщъыьэюяäöüßéèàçñ日本語中文한국어ﬀﬁ\u0301\u200b ", 200)),
		"random bytes":        string(bytes),
		"one line":            strings.ReplaceAll(again(strings.ReplaceAll(traceRefused7, "\n", " ")), "\n", " "),
		"one word":            again("kerberos"),
		"one number":          again("1"),
		"hexadecimal":         again("0x8009030e "),
		"decimal":             again("-1765328377 "),
		"slashes":             again("a/"),
		"replies":             again("451 "),
		"at signs":            again("a@"),
		"dots":                again("a."),
		"colons":              again("a:"),
		"brackets":            again("[("),
		"quotes":              again("\"'"),
		"spaces":              again(" "),
		"tabs and line ends":  again("\t\n"),
		"line ends":           again("\r\n"),
		"NUL":                 again("\x00"),
		"the longest letters": again("\uFDFA"),
		"letters that grow":   again("Ⱥ/o=Ⱥ/cn=a "),
		"half of UTF-16":      "\xff\xfe" + again("a"),
	}
	return out
}

// readers is every reader of pastes and of recordings that are text.
var readers = []struct {
	name string
	read func(ctx context.Context, text string) (whole bool)
}{
	{"explain", func(ctx context.Context, s string) bool { return !explain.TextContext(ctx, s).Truncated }},
	{"tickets", func(_ context.Context, s string) bool { _, err := paste.Tickets(s); return err == nil }},
	{"ASA status", func(_ context.Context, s string) bool { _, err := paste.ASAStatus(s); return err == nil }},
	{"file versions", func(_ context.Context, s string) bool { _, err := paste.FileVersions(s); return err == nil }},
	{"SMTP events", func(_ context.Context, s string) bool { _, err := paste.SMTPEvents(s); return err == nil }},
	{"encoding", func(_ context.Context, s string) bool { _, err := paste.Text([]byte(s)); return err == nil }},
	{"log of Exchange", func(ctx context.Context, s string) bool {
		_, err := paste.AuthLog(ctx, strings.NewReader(s), nil)
		return err == nil
	}},
	{"timeline", func(ctx context.Context, s string) bool { _, err := Text(ctx, strings.NewReader(s)); return err == nil }},
	{"NTLM events", func(ctx context.Context, s string) bool { _, err := NTLM(ctx, strings.NewReader(s)); return err == nil }},
	{"LDAP clients", func(ctx context.Context, s string) bool {
		_, err := LDAPClients(ctx, strings.NewReader(s))
		return err == nil
	}},
}

// BenchmarkMegabyte gives every reader every megabyte: the goal is 100 ms for each.
func BenchmarkMegabyte(b *testing.B) {
	pastes := megabytes()
	for _, r := range readers {
		for name, text := range pastes {
			b.Run(r.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				n, before := 0, processor()
				for ; b.Loop(); n++ {
					r.read(b.Context(), text)
				}
				b.ReportMetric(float64((processor()-before).Microseconds())/1000/float64(n), "ms-cpu")
			})
		}
	}
}

// BenchmarkStopping measures how long explaining 16 megabytes goes on after it was told
// to stop, at the worst of some moments.
func BenchmarkStopping(b *testing.B) {
	pastes := megabytes()
	for _, name := range []string{"random bytes", "the longest letters", "random foreign", "klist of Windows", "one line"} {
		text := strings.Repeat(pastes[name], 16)
		b.Run(name, func(b *testing.B) {
			var most time.Duration
			for b.Loop() {
				for _, after := range []time.Duration{1, 10, 50, 200} {
					ctx, cancel := context.WithCancel(b.Context())
					told := make(chan time.Time, 1)
					stop := time.AfterFunc(after*time.Millisecond, func() { told <- time.Now(); cancel() })
					explain.TextContext(ctx, text)
					if end := time.Now(); !stop.Stop() {
						most = max(most, end.Sub(<-told))
					}
					cancel()
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(most.Microseconds())/1000, "ms-at-most")
		})
	}
}

// processor is the processor time of this process: what others do on the machine does
// not count.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
