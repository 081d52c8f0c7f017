package sqld

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"testing"
	"time"

	"adwalk/ad/lab/accept/accepttest"
	"adwalk/ad/tds"
)

// login is a LOGIN7 with an SSPI token.
func login(token []byte) []byte {
	b := make([]byte, 94)
	b[25] = 0x80 // integrated security
	binary.LittleEndian.PutUint16(b[78:], 94)
	binary.LittleEndian.PutUint16(b[80:], uint16(len(token)))
	return append(b, token...)
}

// talk greets a server without encryption, logs in and returns what it answers.
func talk(t *testing.T, password string, message []byte) ([]byte, error) {
	t.Helper()
	l := accepttest.Listen(t)
	ctx, stop := context.WithCancel(context.Background())
	var s Server
	s.Serve(ctx, l, Config{Encryption: EncryptNone, Login: Judge(accepttest.Acceptor(t, password))})
	defer func() { stop(); s.Wait() }()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := tds.Write(c, tds.PreLogin, []byte{0xff}); err != nil {
		t.Fatal(err)
	}
	hello, err := tds.Read(c, tds.Answer)
	if err != nil || hello[len(hello)-1] != byte(EncryptNone) {
		t.Fatalf("PRELOGIN: % x %v", hello, err)
	}
	if err := tds.Write(c, tds.Login, message); err != nil {
		t.Fatal(err)
	}
	return tds.Read(c, tds.Answer)
}

func TestLogins(t *testing.T) {
	end := accepttest.Now.Add(time.Hour)
	refused := binary.LittleEndian.AppendUint32(nil, 18452)
	for _, c := range []struct {
		name    string
		message []byte
		ok      bool
	}{
		{"a good ticket", login(accepttest.Token(t, "right", accepttest.Now, end)), true},
		{"a ticket of another key", login(accepttest.Token(t, "old", accepttest.Now, end)), false},
		{"NTLM", login([]byte("NTLMSSP\x00\x01\x00\x00\x00")), false},
		{"no token", login(nil), false},
		{"a token that ends outside", login(make([]byte, 40))[:100], false},
	} {
		got, err := talk(t, "right", c.message)
		if err != nil || (got[0] == 0xed) != c.ok || bytes.Contains(got, refused) == c.ok {
			t.Errorf("%s: % x %v", c.name, got[:min(len(got), 20)], err)
		}
	}
}

// A SQL Server Browser tells the ports of the instance that was asked for, or of all, and
// nothing about one that it does not know.
func TestBrowser(t *testing.T) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var s Server
	s.ServeBrowser(ctx, pc, func() []tds.Instance {
		return []tds.Instance{{Name: "PAYROLL", Port: "49733"}, {Name: "OTHER", Port: "49811"}}
	})
	defer func() { stop(); s.Wait() }()
	c, err := net.Dial("udp", pc.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	// The request that is not answered goes first: the next answer is not its.
	for _, q := range []struct {
		ask  [][]byte
		want string
	}{{[][]byte{tds.AskInstance("GONE"), tds.AskInstance("payroll")}, "PAYROLL 49733 "}, {[][]byte{[]byte("nonsense"), tds.AskInstances()}, "PAYROLL 49733 OTHER 49811 "}} {
		for _, b := range q.ask {
			if _, err := c.Write(b); err != nil {
				t.Fatal(err)
			}
		}
		b := make([]byte, 2048)
		n, err := c.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		list, err := tds.ToldInstances(b[:n])
		got := ""
		for _, i := range list {
			got += i.Name + " " + i.Port + " "
		}
		if err != nil || got != q.want {
			t.Errorf("told %q, want %q (%v)", got, q.want, err)
		}
	}
}
