package timeline

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// ntlmEvent is one event of an export; data are names and values in turn.
func ntlmEvent(id int, computer string, data ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Event><System><EventID>%d</EventID><TimeCreated SystemTime="2026-05-04T08:00:%02dZ"/><Computer>%s</Computer></System><EventData>`, id, id%60, computer)
	for i := 0; i+1 < len(data); i += 2 {
		fmt.Fprintf(&b, `<Data Name="%s">%s</Data>`, data[i], data[i+1])
	}
	return b.String() + "</EventData></Event>"
}

// Each kind of event says what it can: the client's own names the SPN, a domain
// controller's the server, and only a server's own stays without either.
func TestNTLMUseIsCountedByTarget(t *testing.T) {
	text := "<Events>" + strings.Join([]string{
		ntlmEvent(8001, "pc1.acme.test", "TargetName", "cifs/nas.acme.test", "UserName", "ann", "ProcessName", `C:\Windows\explorer.exe`),
		ntlmEvent(8001, "pc2.acme.test", "TargetName", "CIFS/nas.acme.test", "UserName", "joe", "ProcessName", `C:\Windows\explorer.exe`),
		ntlmEvent(4020, "pc1.acme.test", "TargetService", "Null", "NtlmUsageId", "1", "NtlmUsageReason", "called directly.", "ProcessName", "scan.exe", "TargetMachine", "srv3"),
		ntlmEvent(4020, "pc1.acme.test", "TargetService", "HTTP/10.9.8.7:81", "NtlmUsageId", "7", "ProcessName", "x.exe"),
		ntlmEvent(8004, "dc1.acme.test", "SChannelName", "SRV4", "UserName", "ann", "WorkstationName", "PC1"),
		ntlmEvent(4022, "srv5.acme.test", "Username", "ann", "RemoteClientMachine", "PC9"),
		ntlmEvent(4624, "srv6.acme.test", "AuthenticationPackageName", "NTLM", "TargetUserName", "ann", "IpAddress", "::ffff:10.0.0.9"),
		ntlmEvent(4624, "srv6.acme.test", "AuthenticationPackageName", "NTLM", "TargetUserName", "ANONYMOUS LOGON"),
		ntlmEvent(4624, "srv6.acme.test", "AuthenticationPackageName", "Kerberos", "TargetUserName", "ann"),
		ntlmEvent(7036, "srv6.acme.test"),
	}, "\n") + "</Events>"
	v, err := NTLM(t.Context(), strings.NewReader(text))
	if err != nil || v.Events != 10 || v.Kerberos != 1 || len(v.Rows) != 6 {
		t.Fatalf("%d events, %d with Kerberos, %d rows, %v", v.Events, v.Kerberos, len(v.Rows), err)
	}
	if r := v.Rows[0]; r.Count != 2 || r.Subject() != "cifs/nas.acme.test" || r.Process != "explorer.exe" || r.Client != "pc1.acme.test" || r.Host() != "nas.acme.test" || r.Direct {
		t.Errorf("the most frequent: %+v", r)
	}
	got := map[string]bool{}
	for _, r := range v.Rows {
		got[fmt.Sprintf("%s %s %v %s", r.Subject(), r.Host(), r.Direct, r.Client)] = true
	}
	for _, want := range []string{"srv3  true pc1.acme.test", "HTTP/10.9.8.7:81 10.9.8.7 false pc1.acme.test", "SRV4  false PC1", "srv5.acme.test  false PC9", "srv6.acme.test  false 10.0.0.9"} {
		if !got[want] {
			t.Errorf("%q is missing in %v", want, got)
		}
	}
	if _, err := NTLM(t.Context(), strings.NewReader("no events here")); !errors.Is(err, ErrNotEvents) {
		t.Errorf("a text without events: %v", err)
	}
}

func FuzzNTLM(f *testing.F) {
	f.Add("<Events>" + ntlmEvent(8001, "a", "TargetName", "cifs/b") + "</Events>")
	f.Add(eventCSVGerman)
	f.Add(wide(eventXML))
	f.Fuzz(func(t *testing.T, text string) {
		v, err := NTLM(t.Context(), strings.NewReader(text))
		if err == nil && len(v.Rows) > v.Events {
			t.Errorf("%d rows of %d events", len(v.Rows), v.Events)
		}
		for _, r := range v.Rows {
			_, _ = r.Subject(), r.Host()
		}
	})
}
