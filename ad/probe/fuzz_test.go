package probe

import (
	"bufio"
	"strings"
	"testing"
)

func FuzzParseChallenges(f *testing.F) {
	for _, s := range []string{"Negotiate", "Negotiate, NTLM", `Basic realm="a, b", Negotiate oYG=`, `Digest a="\"`, `"`, ", ,", `x="`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range parseChallenges([]string{s}) {
			if c.scheme == "" || strings.ContainsAny(c.scheme, `=",`) {
				t.Errorf("%q gives the scheme %q", s, c.scheme)
			}
			decodeToken(c.token)
		}
	})
}

func FuzzMailReply(f *testing.F) {
	for _, s := range []string{"220 hi\r\n", "250-a\r\n250 AUTH=GSSAPI NTLM\r\n", "250\r\n", "250-a\n251 b\n", "\r\n", "22x y\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := &mail{in: bufio.NewReaderSize(strings.NewReader(s), maxReplyLine)}
		r, err := m.read()
		if err == nil && (r.code < 200 || r.code > 599 || len(r.lines) == 0) {
			t.Errorf("%q gives %+v", s, r)
		}
		mechanisms(r)
		offers(r, "STARTTLS")
	})
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"https://a", "a", "smtp://a:25", "ldap://[::1]:389/x", "http://a:b", "://", `\\a\b`, `sql1\INST`, "tcp:sql1,1433"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := parseTarget(s)
		if err == nil && (got.host == "" || got.port == "" && got.instance == "") {
			t.Errorf("%q gives %+v", s, got)
		}
	})
}

func TestChallenges(t *testing.T) {
	got := parseChallenges([]string{`Basic realm="Negotiate, x", charset="UTF-8", NTLM`, "Negotiate oYG2"})
	want := []challenge{{"Basic", `realm="Negotiate, x"`}, {"NTLM", ""}, {"Negotiate", "oYG2"}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if names := schemesOf(append(got, challenge{scheme: "ntlm"})); strings.Join(names, " ") != "Basic NTLM Negotiate" {
		t.Errorf("%q", names)
	}
}
