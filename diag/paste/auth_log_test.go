package paste

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"adwalk/ad"
)

const logHead = "#Software: Microsoft Exchange Server\n#Fields: date-time,session-id,client-name,authentication-type\n"

func TestAuthLogLayouts(t *testing.T) {
	for _, c := range []struct {
		name, in     string
		kerberos, nt int
		client       string
	}{
		{"without a header", LogSample + "\n" + strings.Replace(LogSample, "Kerberos", "Ntlm", 1) + "\n", 1, 1, "alice"},
		{"header, Windows line ends", strings.ReplaceAll(logHead+"2011-03-11T20:00:12.000Z,9,/o=x/cn=bob,Kerberos\n", "\n", "\r\n"), 1, 0, "bob"},
		{"names without the mark, quoted", "DateTime,AuthenticationType,AuthenticatedUser\n2024-01-02T03:04:05.678Z,\"Ntlm\",\"CONTOSO\\carol, c\"\n", 0, 1, `CONTOSO\carol, c`},
		{"UTF-16", string(utf16le(LogSample + "\n")), 1, 0, "alice"},
		{"lines about nothing", logHead + "2011-03-11T20:00:12.000Z,9,/o=x/cn=bob,\n2011-03-11T20:00:13.000Z,9,/o=x/cn=bob,Kerberos\n", 1, 0, "bob"},
		{"cut off in the middle", LogSample + "\n2011-03-11T20:0", 1, 0, "alice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := AuthLog(t.Context(), strings.NewReader(c.in), nil)
			if err != nil {
				t.Fatal(err)
			}
			if v.ByAuth["Kerberos"] != c.kerberos || v.ByAuth["Ntlm"] != c.nt || v.ByClient[c.client] == nil {
				t.Errorf("%+v", v)
			}
		})
	}
}

func TestAuthLogRefusesOtherFiles(t *testing.T) {
	for _, in := range []string{"", "hello\nworld\n", list, strings.Repeat("x", 3<<20)} {
		_, err := AuthLog(t.Context(), strings.NewReader(in), nil)
		var p *ad.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Do, "Kerberos") {
			t.Errorf("%.20q: %v", in, err)
		}
	}
}

// endless is a log that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, LogSample+"\n"), nil }

func TestAuthLogStreamsAndStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := AuthLog(ctx, endless{}, func(done int64) {
		if done > 1<<20 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	v, err := AuthLog(t.Context(), io.LimitReader(endless{}, 8<<20), nil)
	if err != nil || v.ByAuth["Kerberos"] < 50000 || len(v.ByClient) != 1 {
		t.Errorf("%d %v", v.ByAuth["Kerberos"], err)
	}
}

func FuzzAuthLog(f *testing.F) {
	f.Add([]byte(LogSample))
	f.Add([]byte(logHead + "2011-03-11T20:00:12.000Z,9,\"x\"\"y,Kerberos\n"))
	f.Add(utf16le(LogSample))
	f.Fuzz(func(t *testing.T, in []byte) {
		v, err := AuthLog(t.Context(), strings.NewReader(string(in)), nil)
		if err == nil && (v.Lines == 0 || len(v.ByClient) > maxClients+1 || len(v.ByAuth) > maxAuths+1) {
			t.Errorf("%d lines, %d clients", v.Lines, len(v.ByClient))
		}
	})
}
