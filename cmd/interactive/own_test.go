package interactive

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// The console's screens say what the commands say of the same lab: owners and tickets
// of each name, keys that fit, a recording with its SPNs looked up, one login.
func TestTheScreensKnowWhatTheCommandsKnow(t *testing.T) {
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: app.Flags{Lab: true, Scenario: "healthy", Timeout: 10e9, Parallel: 4}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := Backend{Session: s}.Current()
	said, p := a.Names(t.Context(), "https://app.contoso.lab/")
	if p != nil || !said.Owners["http/app.contoso.lab"].Known || !strings.HasPrefix(said.Tickets["http/app.contoso.lab"], "ticket ") {
		t.Errorf("%v %+v", p, said)
	}
	told := 0
	kt, p := a.Keytab(t.Context(), "lab:app.keytab", "", func(done, total int) { told = total })
	if p != nil || kt.Unasked != "" || len(kt.Answers) == 0 || !kt.Answers[0].Proved || told != len(kt.Answers) {
		t.Errorf("%v %+v, told %d", p, kt, told)
	}
	if l, p := a.KeytabLogin(t.Context(), "lab:app.keytab", kt.Answers[0].LoginAs()); p != nil || !l.Accepted {
		t.Errorf("%v %+v", p, l)
	}
	if l, p := a.KeytabLogin(t.Context(), "lab:app.keytab", keytabs.Attempt{As: "alice@CONTOSO.LAB", KeysOf: kt.Answers[0].Entries[0].Principal}); p != nil || l.Accepted || l.Error == nil {
		t.Errorf("another account's key: %v %+v", p, l)
	}
	events := filepath.Join(t.TempDir(), "events.xml")
	text := `<Events><Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4769</EventID><EventRecordID>7</EventRecordID><Computer>dc1</Computer></System><EventData>` +
		`<Data Name="TargetUserName">ann@CONTOSO.LAB</Data><Data Name="ServiceName">HTTP/app.contoso.lab</Data><Data Name="Status">0x7</Data></EventData></Event></Events>`
	if err := os.WriteFile(events, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range [][2]string{{events, ""}, {"", text}} {
		r, p := a.Recording(t.Context(), from[0], from[1], func(int, int) {})
		if p != nil || len(r.Findings) == 0 || len(r.Owners) != 1 || len(r.Owners[0].Owners) != 1 {
			t.Errorf("%v %+v", p, r)
		}
	}
	if _, p := a.Recording(t.Context(), "-", "", func(int, int) {}); p == nil {
		t.Error("the console read its own standard input")
	}
}

// Nobody to ask: names without owners, entries without verdicts, each with the reason; a
// session with --no-probes has no login to offer, a restricted one no keytab.
func TestTheScreensWorkWithoutADirectory(t *testing.T) {
	t.Setenv("KRB5CCNAME", "FILE:"+filepath.Join(t.TempDir(), "none"))
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: app.Flags{Servers: []string{"127.0.0.1:1"}, Realm: "NOWHERE.TEST", NoProbes: true, Timeout: 1e9, Parallel: 2}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := Backend{Session: s}.Current()
	if a.KeytabLogin != nil {
		t.Error("--no-probes and a login is offered")
	}
	said, p := a.Names(t.Context(), "HTTP/x.nowhere.test")
	if p != nil || len(said.Clients) == 0 || len(said.Owners) != 0 || !strings.Contains(strings.Join(said.Notes, " "), "owners were not looked up") {
		t.Errorf("%v %+v", p, said)
	}
	s.Flags.Restricted = true
	if a := (Backend{Session: s}).Current(); a.Keytab != nil || a.Names != nil || a.KeytabLogin != nil {
		t.Error("a restricted session reads keytabs")
	}
}
