package timeline

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

// wide writes a text as Windows does: UTF-16, little-endian, with a mark.
func wide(s string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

const eventXML = `<?xml version="1.0"?><Events><Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4769</EventID><TimeCreated SystemTime="2026-03-01T10:02:11.5Z"/><EventRecordID>77</EventRecordID><Computer>dc4.acme.test</Computer></System><EventData><Data Name="TargetUserName">ann@ACME.TEST</Data><Data Name="ServiceName">svc-shop</Data><Data Name="TicketOptions">0x40810000</Data><Data Name="TicketEncryptionType">0xffffffff</Data><Data Name="IpAddress">::ffff:10.0.0.9</Data><Data Name="Status">0xe</Data></EventData></Event></Events>`

const eventCSVGerman = "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\nInformationen,01.03.2026 10:02:11,Microsoft-Windows-Security-Auditing,4771,Kerberos,\"Fehler bei der Kerberos-Vorauthentifizierung.\n\nKontoinformationen:\n\tKontoname:\t\tann\n\nZusätzliche Informationen:\n\tTicketoptionen:\t\t0x40810010\n\tFehlercode:\t\t0x18\n\tTyp:\t2\n\"\r\n"

const traceRefused7 = `[41] 1772359331.100001: Getting credentials ann@ACME.TEST -> HTTP/shop.acme.test@ACME.TEST using ccache FILE:/tmp/x
[41] 1772359331.100002: Retrieving ann@ACME.TEST -> HTTP/shop.acme.test@ACME.TEST from FILE:/tmp/x with result: -1765328243/Matching credential not found (filename: /tmp/x)
[41] 1772359331.100003: Requesting tickets for HTTP/shop.acme.test@ACME.TEST, referrals on
[41] 1772359331.100004: etypes requested in TGS request: aes256-cts, aes128-cts
[41] 1772359331.100005: Sending initial UDP request to dgram 10.0.0.2:88
[41] 1772359331.100006: TGS request result: -1765328377/Server HTTP/shop.acme.test@ACME.TEST not found in Kerberos database
`

const traceLoggedIn = `[7] 1772359331.100001: Getting initial credentials for ann@ACME.TEST
[7] 1772359331.100002: Received error from KDC: -1765328359/Additional pre-authentication required
[7] 1772359331.100003: PKINIT client has no configured identity; giving up
[7] 1772359331.100004: Preauth module pkinit (16) (real) returned: 22/Invalid argument
[7] 1772359331.100005: AS key determined by preauth: aes256-cts/0000
[7] 1772359331.100006: Decrypted AS reply; session key is: aes256-cts/0000
`

const javaError = `>>>KRBError:
	 sTime is Sun Mar 01 10:02:11 CET 2026 1772359331000
	 suSec is 1
	 error code is 7
	 error Message is Server not found in Kerberos database
	 sname is HTTP/shop.acme.test@ACME.TEST
	 msgType is 30
`

const iisLog = "#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-username c-ip sc-status sc-substatus sc-win32-status\r\n" +
	"2026-03-01 10:02:11 10.0.0.3 GET /shop - 10.0.0.9 401 2 5\r\n2026-03-01 10:02:12 10.0.0.3 GET /shop - 10.0.0.9 401 1 2148074274\r\n"

func TestARecordingIsReadByItsKind(t *testing.T) {
	for name, c := range map[string]struct {
		text, source, code, subject string // code "" for no finding
	}{
		"events as XML":           {eventXML, "Windows events", "no-common-etype", "svc-shop"},
		"events in UTF-16":        {wide(eventXML), "Windows events", "no-common-etype", "svc-shop"},
		"events as CSV in German": {eventCSVGerman, "Windows events", "bad-password", "ann"},
		"a trace with a refusal":  {traceRefused7, "KRB5_TRACE", "spn-missing", "HTTP/shop.acme.test"},
		"a trace of a login":      {traceLoggedIn, "KRB5_TRACE", "", ""},
		"Java's debug output":     {javaError, "log", "spn-missing", "HTTP/shop.acme.test"},
		"a log of IIS":            {iisLog, "web server log", "wrong-key", "10.0.0.3"},
	} {
		s, err := Text(context.Background(), strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Source != c.source {
			t.Errorf("%s: source %q, want %q", name, s.Source, c.source)
		}
		if c.code == "" && len(s.Findings) > 0 || c.code != "" && (len(s.Findings) != 1 || s.Findings[0].Code != c.code || s.Findings[0].Subject != c.subject) {
			t.Errorf("%s: %+v, want %s about %s", name, s.Findings, c.code, c.subject)
		}
	}
}

func TestWhatIsNoRecordingIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"prose":                 {"The weather is fine today.\nNothing else happened.", ErrNothing},
		"XML of another kind":   {"<html><body>hello</body></html>", ErrNotEvents},
		"nothing but new lines": {"\n\n", ErrNothing},
	} {
		if _, err := Text(context.Background(), strings.NewReader(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Text(ctx, strings.NewReader(traceRefused7)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{eventXML, wide(eventXML), eventCSVGerman, traceRefused7, javaError, iisLog} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<16 {
			return
		}
		Text(context.Background(), strings.NewReader(s))
	})
}

func BenchmarkText(b *testing.B) {
	s := strings.Repeat(traceRefused7, 1<<20/len(traceRefused7))
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if _, err := Text(context.Background(), strings.NewReader(s)); err != nil {
			b.Fatal(err)
		}
	}
}
