package recording

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math/rand"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// made writes captures for tests.
type made struct {
	w   *pcapgo.Writer
	at  time.Time
	seq map[[2]string]uint32
}

func newMade(w io.Writer) *made {
	p := pcapgo.NewWriter(w)
	p.WriteFileHeader(65536, layers.LinkTypeEthernet)
	return &made{w: p, at: time.Unix(1_700_000_000, 0), seq: map[[2]string]uint32{}}
}

func (m *made) write(ls ...gopacket.SerializableLayer) {
	buf := gopacket.NewSerializeBuffer()
	if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{FixLengths: true}, ls...); err != nil {
		panic(err)
	}
	m.at = m.at.Add(time.Millisecond)
	m.w.WritePacket(gopacket.CaptureInfo{Timestamp: m.at, CaptureLength: len(buf.Bytes()), Length: len(buf.Bytes())}, buf.Bytes())
}

func ends(from, to string) (*layers.Ethernet, *layers.IPv4, int, int) {
	fh, fp, _ := net.SplitHostPort(from)
	th, tp, _ := net.SplitHostPort(to)
	a, _ := strconv.Atoi(fp)
	b, _ := strconv.Atoi(tp)
	return &layers.Ethernet{SrcMAC: make([]byte, 6), DstMAC: make([]byte, 6), EthernetType: layers.EthernetTypeIPv4},
		&layers.IPv4{Version: 4, TTL: 64, SrcIP: net.ParseIP(fh), DstIP: net.ParseIP(th)}, a, b
}

// tcp sends bytes on a connection, in one segment.
func (m *made) tcp(from, to string, data []byte) {
	eth, ip, a, b := ends(from, to)
	ip.Protocol = layers.IPProtocolTCP
	key := [2]string{from, to}
	t := &layers.TCP{SrcPort: layers.TCPPort(a), DstPort: layers.TCPPort(b), Seq: 1 + m.seq[key], ACK: true, Window: 65535}
	t.SetNetworkLayerForChecksum(ip)
	m.seq[key] += uint32(len(data))
	m.write(eth, ip, t, gopacket.Payload(data))
}

// udp sends a datagram.
func (m *made) udp(from, to string, data []byte) {
	eth, ip, a, b := ends(from, to)
	ip.Protocol = layers.IPProtocolUDP
	u := &layers.UDP{SrcPort: layers.UDPPort(a), DstPort: layers.UDPPort(b)}
	u.SetNetworkLayerForChecksum(ip)
	m.write(eth, ip, u, gopacket.Payload(data))
}

// large writes a capture of about size bytes: bulk transfers over a hundred
// connections, and a Kerberos exchange every thousand packets.
func large(w io.Writer, size int) {
	m := newMade(w)
	rnd := rand.New(rand.NewSource(1))
	bulk := make([]byte, 1400)
	rnd.Read(bulk)
	req := notUnderstood("http/web.example.test", "EXAMPLE.TEST")
	prefix := binary.BigEndian.AppendUint32(nil, uint32(len(req)))
	prefix = append(prefix, req...)
	for i := 0; i*1454 < size; i++ {
		port := 10_000 + rnd.Intn(100)
		m.tcp("10.0.0.1:"+strconv.Itoa(port), "10.0.0.2:8443", bulk)
		if i%1000 == 0 {
			m.tcp("10.0.0.2:88", "10.0.0.1:"+strconv.Itoa(20_000+i/1000), prefix)
			m.udp("10.0.0.2:88", "10.0.0.1:30000", req)
		}
	}
}

func BenchmarkCapture(b *testing.B) {
	var buf bytes.Buffer
	large(&buf, 64<<20)
	b.SetBytes(int64(buf.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if _, err := Read(context.Background(), bytes.NewReader(buf.Bytes()), func(Message) error { n++; return nil }); err != nil || n == 0 {
			b.Fatal(n, err)
		}
	}
}

// el builds one element of DER.
func el(tag byte, parts ...[]byte) []byte {
	c := bytes.Join(parts, nil)
	switch {
	case len(c) < 128:
		return append([]byte{tag, byte(len(c))}, c...)
	case len(c) < 256:
		return append([]byte{tag, 0x81, byte(len(c))}, c...)
	}
	return append([]byte{tag, 0x82, byte(len(c) >> 8), byte(len(c))}, c...)
}
func text(s string) []byte { return el(0x1b, []byte(s)) }
func number(n byte) []byte { return el(0x02, []byte{n}) }
func names(p ...string) []byte {
	var list [][]byte
	for _, s := range p {
		list = append(list, text(s))
	}
	return el(0x30, el(0xa0, number(2)), el(0xa1, el(0x30, list...)))
}

// notUnderstood is a KRB-ERROR 7 for an SPN.
func notUnderstood(spn, realm string) []byte {
	class, host, _ := bytes.Cut([]byte(spn), []byte("/"))
	return el(0x7e, el(0x30, el(0xa0, number(5)), el(0xa1, number(30)), el(0xa4, el(0x18, []byte("20261128120000Z"))),
		el(0xa6, number(7)), el(0xa9, text(realm)), el(0xaa, names(string(class), string(host)))))
}
