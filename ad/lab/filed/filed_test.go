package filed

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"testing"
	"time"

	"adwalk/ad/lab/accept/accepttest"
	"adwalk/ad/mech"
)

// server is a file server with the keys of a password; it returns a connection to it.
func server(t *testing.T, password string, kerberos bool) net.Conn {
	t.Helper()
	l := accepttest.Listen(t)
	ctx, stop := context.WithCancel(context.Background())
	var s Server
	s.Serve(ctx, l, accepttest.Acceptor(t, password), func() bool { return kerberos })
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); stop(); s.Wait() })
	return c
}

// message is an SMB 2 message of a command, with a security buffer where one is given.
func message(command uint16, token []byte) []byte {
	b := make([]byte, header+24)
	copy(b, "\xfeSMB")
	le := binary.LittleEndian
	le.PutUint16(b[12:], command)
	if token != nil {
		le.PutUint16(b[header+12:], header+24)
		le.PutUint16(b[header+14:], uint16(len(token)))
	}
	return append(b, token...)
}

func exchange(t *testing.T, c net.Conn, m []byte) (status uint32, body []byte, err error) {
	t.Helper()
	if _, err := c.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(m))), m...)); err != nil {
		t.Fatal(err)
	}
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return 0, nil, err
	}
	b := make([]byte, binary.BigEndian.Uint32(head[:]))
	if _, err := io.ReadFull(c, b); err != nil {
		return 0, nil, err
	}
	if !bytes.HasPrefix(b, []byte("\xfeSMB")) || b[16]&1 == 0 {
		t.Fatalf("no answer of SMB 2: % x", b[:header])
	}
	return binary.LittleEndian.Uint32(b[8:]), b[header:], nil
}

// The mechanisms that the server offers are those that it takes.
func TestNegotiation(t *testing.T) {
	for _, kerberos := range []bool{true, false} {
		status, body, err := exchange(t, server(t, "right", kerberos), message(negotiate, nil))
		if err != nil || status != statusOK || len(body) < 64 || binary.LittleEndian.Uint16(body[4:]) != 0x0302 {
			t.Fatalf("%x % x %v", status, body, err)
		}
		token := body[64:]
		if bytes.Contains(token, mech.Kerberos.DER()) != kerberos || !bytes.Contains(token, mech.NTLM.DER()) {
			t.Errorf("Kerberos %v: offers % x", kerberos, token)
		}
	}
}

func TestSessionSetup(t *testing.T) {
	end := accepttest.Now.Add(time.Hour)
	for _, c := range []struct {
		name     string
		token    []byte
		kerberos bool
		status   uint32
	}{
		{"a good ticket", accepttest.Token(t, "right", accepttest.Now, end), true, statusOK},
		{"a ticket of another key", accepttest.Token(t, "old", accepttest.Now, end), true, statusDenied},
		{"a good ticket at a server without Kerberos", accepttest.Token(t, "right", accepttest.Now, end), false, statusDenied},
		{"NTLM", []byte("NTLMSSP\x00\x01\x00\x00\x00"), true, statusDenied},
		{"no token", nil, true, statusDenied},
	} {
		status, body, err := exchange(t, server(t, "right", c.kerberos), message(sessionSetup, c.token))
		if err != nil || status != c.status || (len(body) > 9) != (c.status == statusOK) {
			t.Errorf("%s: status %x, %d bytes, %v", c.name, status, len(body), err)
		}
	}
}

// Another command is refused and the conversation goes on; what is no message of SMB 2
// ends it.
func TestOtherMessages(t *testing.T) {
	c := server(t, "right", true)
	if status, _, err := exchange(t, c, message(5, nil)); err != nil || status != statusInvalid {
		t.Errorf("another command: %x %v", status, err)
	}
	if status, _, err := exchange(t, c, message(negotiate, nil)); err != nil || status != statusOK {
		t.Errorf("after it: %x %v", status, err)
	}
	bad := message(negotiate, nil)
	copy(bad, "\xffSMB")
	if _, _, err := exchange(t, c, bad); err == nil {
		t.Error("SMB 1 was answered")
	}
	if got := buffer(message(sessionSetup, nil)[:header+10], 12); got != nil {
		t.Errorf("a buffer outside of its message: % x", got)
	}
}
