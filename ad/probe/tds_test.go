package probe

import (
	"bytes"
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lab/sqld"
	"adwalk/ad/tds"
)

// scriptedBrowser is a host whose Browser answers each request as the test says, nil with
// silence. "closed" has nothing at the port.
func scriptedBrowser(t *testing.T, answer func(request []byte) []byte) *Prober {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	there := conn.LocalAddr().String()
	if answer == nil {
		conn.Close()
	} else {
		go func() {
			b := make([]byte, 64)
			for {
				n, from, err := conn.ReadFrom(b)
				if err != nil {
					return
				}
				if a := answer(b[:n]); a != nil {
					_, _ = conn.WriteTo(a, from)
				}
			}
		}()
	}
	return New(Options{Timeout: time.Second, Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if network == "udp" && addr == "192.0.2.9:1434" {
			addr = there
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}})
}

// An instance's port comes from the Browser of its host. That the Browser cannot be
// reached is told from an instance that it does not know: it answers neither.
func TestInstancePort(t *testing.T) {
	pay, other := tds.Instance{Server: "SQL1", Name: "Pay", Version: "16", Port: "50002"}, tds.Instance{Server: "SQL1", Name: "OTHER", Version: "16", Port: "50001"}
	list := func(l ...tds.Instance) func([]byte) []byte {
		return func(request []byte) []byte {
			name, all, _ := tds.AskedInstance(request)
			if all {
				return tds.TellInstances(l...)
			}
			for _, i := range l {
				if strings.EqualFold(i.Name, name) {
					return tds.TellInstances(i)
				}
			}
			return nil
		}
	}
	first := true
	for _, c := range []struct {
		name   string
		answer func([]byte) []byte
		told   ad.SQLInstanceTold
		port   string
		others int
		words  string
	}{
		{"known", list(other, pay), ad.TellsPort, "50002", 1, ""},
		{"the first datagram is lost", func(r []byte) []byte {
			if first {
				first = false
				return nil
			}
			return list(pay)(r)
		}, ad.TellsPort, "50002", 0, ""},
		{"it answers with the list", func([]byte) []byte { return tds.TellInstances(other, pay) }, ad.TellsPort, "50002", 1, ""},
		{"no TCP", list(tds.Instance{Name: "PAY"}), ad.TellsNoTCP, "", 0, "TCP"},
		{"not known there", list(other), ad.TellsNoInstance, "", 1, "only OTHER"},
		{"silent", func([]byte) []byte { return nil }, ad.TellsNothing, "", 0, "firewall"},
		{"nothing listens", nil, ad.TellsClosed, "", 0, "nothing listens"},
		{"another service", func([]byte) []byte { return []byte("go away") }, ad.TellsGarbage, "", 0, "no SQL Server Browser"},
	} {
		got := scriptedBrowser(t, c.answer).Instance(t.Context(), "sql1", "PAY", []string{"192.0.2.9"})
		if got.Told != c.told || got.Port != c.port || len(got.Others) != c.others || got.Asked != "sql1:1434" || (got.Problem == nil) != (c.told == ad.TellsPort) {
			t.Errorf("%s: %+v, %v", c.name, got, got.Problem)
		}
		if got.Problem != nil && !strings.Contains(got.Problem.Why, c.words) {
			t.Errorf("%s: %v", c.name, got.Problem)
		}
	}
}

// Whoever stops a question has it ended, and it says nothing of the instance.
func TestAskingABrowserIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	got := scriptedBrowser(t, func([]byte) []byte { cancel(); return nil }).Instance(ctx, "sql1", "PAY", []string{"192.0.2.9"})
	if got.Told != ad.TellsUnasked || got.Problem.Kind != ad.ProblemCancelled {
		t.Errorf("%+v, %v", got, got.Problem)
	}
}

// A probe of an instance says why its port is not known.
func TestProbeOfAnInstanceWithoutABrowser(t *testing.T) {
	got := scriptedBrowser(t, nil).Probe(t.Context(), ad.ProbeRequest{Target: `sql2\NONE`, Addresses: []string{"192.0.2.9"}})[0]
	if got.Outcome != ad.ProbeUnreachable || got.Problem == nil || !strings.Contains(got.Problem.Why, "1434") {
		t.Errorf("%+v", got)
	}
}

func FuzzTDS(f *testing.F) {
	f.Add(sqld.Error(18456, "Login failed"))
	f.Add(sqld.SSPI([]byte("NTLMSSP\x00")))
	f.Add(preLogin())
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := parseTokens(b); err == nil && len(a.sspi) > len(b) {
			t.Error("a token out of nothing")
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
