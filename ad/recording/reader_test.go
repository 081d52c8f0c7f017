package recording

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"

	"adwalk/ad/mech"
)

// read gives the messages of a capture that a test made.
func read(t testing.TB, capture []byte) ([]Message, Summary) {
	t.Helper()
	var out []Message
	sum, err := Read(context.Background(), bytes.NewReader(capture), func(m Message) error {
		out = append(out, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, sum
}

func prefixed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

// apReq is an AP-REQ with a ticket for a service, framed as GSS does.
func gssAPReq(host string) []byte {
	enc := func(etype, kvno byte) []byte {
		return el(0x30, el(0xa0, number(etype)), el(0xa1, number(kvno)), el(0xa2, el(0x04, make([]byte, 120))))
	}
	ticket := el(0x61, el(0x30, el(0xa0, number(5)), el(0xa1, text("EXAMPLE.TEST")), el(0xa2, names("HTTP", host)), el(0xa3, enc(23, 4))))
	req := el(0x6e, el(0x30, el(0xa0, number(5)), el(0xa1, number(14)), el(0xa2, el(0x03, []byte{0, 0, 0, 0, 0})), el(0xa3, ticket), el(0xa4, enc(18, 1))))
	return el(0x60, el(0x06, mech.Kerberos), []byte{1, 0}, req)
}

func spnego(inner []byte) []byte {
	init := el(0xa0, el(0x30, el(0xa0, el(0x30, el(0x06, mech.MSKerberos), el(0x06, mech.Kerberos), el(0x06, mech.NTLM))), el(0xa2, el(0x04, inner))))
	return el(0x60, el(0x06, mech.SPNEGO), init)
}

func TestAMessageIsFoundHoweverItTravels(t *testing.T) {
	const client, kdc, web = "10.0.0.1:40000", "10.0.0.2:88", "10.0.0.3:8080"
	krbErr := notUnderstood("http/web.example.test", "EXAMPLE.TEST")
	header := "GET /app?q=1 HTTP/1.1\r\nHost: web.example.test\r\nAuthorization: Negotiate " + base64.StdEncoding.EncodeToString(spnego(gssAPReq("web.example.test"))) + "\r\n\r\n"
	bind := el(0x30, number(1), el(0x60, number(3), el(0x04), el(0xa3, el(0x04, []byte("GSS-SPNEGO")), el(0x04, spnego(gssAPReq("dc.example.test"))))))
	for name, c := range map[string]struct {
		build func(m *made)
		want  string // kind, carrier, service, frame
	}{
		"UDP":              {func(m *made) { m.udp(kdc, client, krbErr) }, "KRB-ERROR KDC/UDP http/web.example.test 1"},
		"TCP in one piece": {func(m *made) { m.tcp(kdc, client, prefixed(krbErr)) }, "KRB-ERROR KDC/TCP http/web.example.test 1"},
		"TCP byte by byte": {func(m *made) { each(m, kdc, client, prefixed(krbErr)) }, fmt.Sprint("KRB-ERROR KDC/TCP http/web.example.test ", len(krbErr)+4)},
		"another port":     {func(m *made) { m.tcp("10.0.0.2:4711", client, prefixed(krbErr)) }, "KRB-ERROR KDC/TCP http/web.example.test 1"},
		"HTTP":             {func(m *made) { m.tcp(client, web, []byte(header)) }, "AP-REQ HTTP HTTP/web.example.test 1"},
		"HTTP in two":      {func(m *made) { m.tcp(client, web, []byte(header[:90])); m.tcp(client, web, []byte(header[90:])) }, "AP-REQ HTTP HTTP/web.example.test 2"},
		"LDAP":             {func(m *made) { m.tcp(client, "10.0.0.2:389", bind) }, "AP-REQ LDAP HTTP/dc.example.test 1"},
		"SMTP": {func(m *made) {
			m.tcp(client, "10.0.0.2:25", []byte("AUTH GSSAPI "+base64.StdEncoding.EncodeToString(gssAPReq("mx"))+"\r\n"))
		}, "AP-REQ SMTP HTTP/mx 1"},
		"an unknown stream": {func(m *made) {
			m.tcp(client, "10.0.0.2:5432", append(bytes.Repeat([]byte("x"), 3000), gssAPReq("db")...))
		}, "AP-REQ TCP HTTP/db 1"},
		"SMB2": {func(m *made) { m.tcp(client, "10.0.0.2:445", sessionSetup(spnego(gssAPReq("fs")))) }, "AP-REQ SMB2 HTTP/fs 1"},
	} {
		t.Run(name, func(t *testing.T) {
			var buf bytes.Buffer
			c.build(newMade(&buf))
			got, sum := read(t, buf.Bytes())
			if len(got) != 1 {
				t.Fatalf("%d messages: %+v, %+v", len(got), got, sum)
			}
			m := got[0]
			if s := fmt.Sprintf("%s %s %s %d", m.Kind, m.Carrier, m.Service, m.Frame); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func each(m *made, from, to string, b []byte) {
	for _, c := range b {
		m.tcp(from, to, []byte{c})
	}
}

// sessionSetup frames a token as SMB2 SESSION_SETUP (MS-SMB2 2.2.5).
func sessionSetup(token []byte) []byte {
	b := make([]byte, 88)
	copy(b, "\xfeSMB")
	b[12] = smbSessionSetup
	binary.LittleEndian.PutUint16(b[64+12:], 88)
	binary.LittleEndian.PutUint16(b[64+14:], uint16(len(token)))
	return prefixed(append(b, token...))
}

func TestFieldsOfATicketAreRead(t *testing.T) {
	var buf bytes.Buffer
	newMade(&buf).tcp("10.0.0.1:1", "10.0.0.2:389", el(0x30, number(1), el(0x60, number(3), el(0x04), el(0xa3, el(0x04, []byte("GSS-SPNEGO")), el(0x04, spnego(gssAPReq("dc")))))))
	got, _ := read(t, buf.Bytes())
	m := got[0]
	if m.Ticket == nil || m.Ticket.EType != 23 || m.Ticket.Kvno != 4 || m.Realm != "EXAMPLE.TEST" || m.ReplyEType != 18 {
		t.Errorf("%+v %+v", m, m.Ticket)
	}
	if want := []string{"MS-Kerberos", "Kerberos", "NTLM"}; !slices.Equal(m.Mechs, want) {
		t.Errorf("mechanisms %q, want %q", m.Mechs, want)
	}
}

// A retransmission with other bytes, segments in the wrong order and a hole must
// neither hide a message nor make one up.
func TestTCPIsPutInOrder(t *testing.T) {
	b := prefixed(notUnderstood("http/a.example.test", "EXAMPLE.TEST"))
	segment := func(m *made, at int, data []byte) {
		eth, ip, _, _ := ends("10.0.0.2:88", "10.0.0.1:9")
		ip.Protocol = layers.IPProtocolTCP
		tcp := &layers.TCP{SrcPort: 88, DstPort: 9, Seq: uint32(1000 + at), ACK: true}
		tcp.SetNetworkLayerForChecksum(ip)
		m.write(eth, ip, tcp, gopacket.Payload(data))
	}
	for name, c := range map[string]struct {
		build func(m *made)
		want  int
	}{
		"turned round": {func(m *made) { segment(m, 0, b[:20]); segment(m, 60, b[60:]); segment(m, 20, b[20:60]) }, 1},
		"overlapping":  {func(m *made) { segment(m, 0, b[:40]); segment(m, 20, b[20:60]); segment(m, 50, b[50:]) }, 1},
		"sent twice":   {func(m *made) { segment(m, 0, b); segment(m, 0, b) }, 1},
		"with a hole":  {func(m *made) { segment(m, 0, b[:20]); segment(m, 60, b[60:]) }, 0},
	} {
		var buf bytes.Buffer
		c.build(newMade(&buf))
		if got, sum := read(t, buf.Bytes()); len(got) != c.want || (sum.Gaps > 0) != (c.want == 0) {
			t.Errorf("%s: %d messages, %d gaps", name, len(got), sum.Gaps)
		}
	}
}

func TestADamagedFileIsReadAsFarAsItGoes(t *testing.T) {
	var buf bytes.Buffer
	m := newMade(&buf)
	m.udp("10.0.0.2:88", "10.0.0.1:9", notUnderstood("http/a", "EXAMPLE.TEST"))
	m.udp("10.0.0.2:88", "10.0.0.1:9", notUnderstood("http/b", "EXAMPLE.TEST"))
	got, sum := read(t, buf.Bytes()[:buf.Len()-7])
	if len(got) != 1 || sum.Damaged == "" {
		t.Errorf("%d messages, damaged %q", len(got), sum.Damaged)
	}
	_, err := Read(context.Background(), strings.NewReader("no capture at all"), nil)
	if !errors.Is(err, ErrNotACapture) {
		t.Errorf("a text file: %v", err)
	}
}

func TestReadingCanBeStopped(t *testing.T) {
	var buf bytes.Buffer
	large(&buf, 1<<20)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, bytes.NewReader(buf.Bytes()), func(Message) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsEncryptedIsCounted(t *testing.T) {
	var buf bytes.Buffer
	newMade(&buf).tcp("10.0.0.1:9", "10.0.0.2:443", []byte("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00"))
	if _, sum := read(t, buf.Bytes()); sum.Encrypted != 1 {
		t.Errorf("%+v", sum)
	}
}
