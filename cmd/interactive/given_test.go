package interactive

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/ui"
)

// What is typed on the start screen leads to the guide for it, with its inputs filled
// in: a keytab by its path, a recording, a connection string, an error.
func TestTheStartScreenTakesWhatPeopleHave(t *testing.T) {
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: app.Flags{Lab: true, Scenario: "healthy", Timeout: 10e9, Parallel: 4}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	web, host := filepath.Join(dir, "site.keytab"), filepath.Join(dir, "host.keytab")
	for path, name := range map[string]string{web: "lab:app.keytab", host: "lab:host.keytab"} {
		if err := os.WriteFile(path, apptest.TheLab(s).Keytab(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	events := filepath.Join(dir, "events.xml")
	if err := os.WriteFile(events, []byte(`<Events><Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4769</EventID><EventRecordID>7</EventRecordID><Computer>dc1</Computer></System><EventData>`+
		`<Data Name="TargetUserName">ann@ACME.TEST</Data><Data Name="ServiceName">cifs/files.acme.test</Data><Data Name="Status">0x7</Data></EventData></Event></Events>`), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]ui.Explanation{
		web:              {Guide: "web-sso-linux", Values: map[string]string{"keytab": web, "service": "HTTP/app.contoso.lab"}},
		host:             {Guide: "machine-account", Values: map[string]string{"keytab": host, "service": "web1.contoso.lab"}},
		"lab:app.keytab": {Guide: "web-sso-linux", Values: map[string]string{"keytab": "lab:app.keytab", "service": "HTTP/app.contoso.lab"}},
		events:           {Guide: "file-share", Values: map[string]string{"service": "cifs/files.acme.test"}},
		"Server=tcp:db1.acme.test,1433;Database=hr;User Id=sa;Password=s3cret": {Guide: "sql-server", Values: map[string]string{"service": "tcp:db1.acme.test,1433"}},
		`\\files.acme.test\data`: {Guide: "file-share", Values: map[string]string{"service": `\\files.acme.test\data`}},
		"https://shop.acme.test": {Guide: "service-unreachable", Values: map[string]string{"service": "https://shop.acme.test/"}},
	} {
		got := given(t, s, text)
		if len(got) == 0 {
			t.Errorf("%s: not recognised", text)
			continue
		}
		if got[0].Guide != want.Guide {
			t.Errorf("%s: guide %s, %s", text, got[0].Guide, got[0].What)
		}
		last, name := got[len(got)-1].Screen, map[bool]string{true: "keytab", false: "names"}[strings.Contains(text, "keytab")]
		if text == events {
			name = "read"
		}
		if last.Name != name || strings.Contains(last.Arg, "s3cret") || name != "names" && last.Arg != text {
			t.Errorf("%s: the screen offered is %+v, not %s", text, last, name)
		}
		for k, v := range want.Values {
			if got[0].Values[k] != v {
				t.Errorf("%s: %s is %q, not %q", text, k, got[0].Values[k], v)
			}
		}
		for _, v := range got[0].Values {
			if strings.Contains(v, "s3cret") {
				t.Errorf("the password stays: %q", v)
			}
		}
	}
	trace := "[4711] 1767225600.100000: Getting credentials ann@ACME.TEST -> HTTP/shop.acme.test@ACME.TEST using ccache FILE:/tmp/krb5cc_0\n" +
		"[4711] 1767225600.200000: TGS request result: -1765328377/Server not found in Kerberos database\n"
	if got := explainGiven(s, trace); len(got) == 0 || got[len(got)-1].Screen.Name != "read" || got[len(got)-1].Screen.Pasted != trace {
		t.Errorf("the timeline of a pasted trace is not offered: %+v", got)
	}
	if got := explainGiven(s, "0x80090322"); len(got) == 0 || got[0].Guide == "" {
		t.Errorf("an error is no longer explained: %+v", got)
	}
}

// given is what the start screen shows for a text.
func given(t *testing.T, s *app.Session, text string) []ui.Explanation {
	t.Helper()
	if _, read := readGiven(s, text); read != nil {
		return read(t.Context())
	}
	return explainGiven(s, text)
}
