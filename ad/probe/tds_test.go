package probe

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lab/sqld"
	"adwalk/ad/tds"
)

// An instance's port comes from the Browser of its host.
func TestInstancePort(t *testing.T) {
	browser, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer browser.Close()
	text := "ServerName;SQL1;InstanceName;OTHER;IsClustered;No;Version;16.0.1;tcp;50001;;ServerName;SQL1;InstanceName;Pay;IsClustered;No;Version;16.0.1;np;\\\\SQL1\\pipe;tcp;50002;;"
	go func() {
		b := make([]byte, 64)
		for {
			n, from, err := browser.ReadFrom(b)
			if err != nil {
				return
			}
			if string(b[:n]) == "\x04PAY\x00" {
				_, _ = browser.WriteTo(append(binary.LittleEndian.AppendUint16([]byte{5}, uint16(len(text))), text...), from)
			}
		}
	}()
	p := New(Options{Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if network == "udp" && addr == "sql1:1434" {
			addr = browser.LocalAddr().String()
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}})
	if port, err := p.instancePort(t.Context(), "sql1", "PAY"); err != nil || port != "50002" {
		t.Errorf("port %q, %v", port, err)
	}
	got := p.Probe(t.Context(), ad.ProbeRequest{Target: `sql2\NONE`})[0]
	if got.Outcome != ad.ProbeUnreachable || got.Problem == nil || !strings.Contains(got.Problem.Do, "1434") {
		t.Errorf("%+v", got)
	}
}

func FuzzTDS(f *testing.F) {
	f.Add(sqld.Error(18456, "Login failed"))
	f.Add(sqld.SSPI([]byte("NTLMSSP\x00")))
	f.Add([]byte{5, 3, 0, 't', 'c', 'p'})
	f.Add(preLogin())
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := parseTokens(b); err == nil && len(a.sspi) > len(b) {
			t.Error("a token out of nothing")
		}
		if port, err := browserPort(b, "x"); err == nil && (port == "" || strings.Trim(port, "0123456789") != "") {
			t.Errorf("port %q", port)
		}
		if e, err := encryptionOf(b); err == nil && e > tdsEncryptMust {
			t.Errorf("encryption %d", e)
		}
		_, _ = tds.Read(bytes.NewReader(b), tdsAnswers...)
	})
}

func FuzzSMB(f *testing.F) {
	f.Add(append([]byte{0, 0, 0, 64}, append([]byte("\xfeSMB"), make([]byte, 60)...)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readSMB(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, at := range []int{4, 56} {
			krb.ParseOffer(smbBuffer(m, at))
		}
	})
}
