package recording

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

const asked = "http/web.example.test"

// requests are two requests over UDP and one over TCP, of IPv4 and of IPv6.
func requests(t *testing.T) (path string) {
	t.Helper()
	var b bytes.Buffer
	m := newMade(&b)
	req := notUnderstood(asked, "EXAMPLE.TEST")
	m.udp("10.0.0.1:40000", "10.0.0.2:88", req)
	m.udp("10.0.0.1:40001", "10.0.0.2:88", req)
	m.tcp("10.0.0.1:40002", "10.0.0.2:88", prefixed(req))
	u := &layers.UDP{SrcPort: 40003, DstPort: 88}
	ip := &layers.IPv6{Version: 6, HopLimit: 64, NextHeader: layers.IPProtocolUDP, SrcIP: make([]byte, 16), DstIP: append(make([]byte, 15), 1)}
	u.SetNetworkLayerForChecksum(ip)
	m.write(&layers.Ethernet{SrcMAC: make([]byte, 6), DstMAC: make([]byte, 6), EthernetType: layers.EthernetTypeIPv6}, ip, u, gopacket.Payload(req))
	path = filepath.Join(t.TempDir(), "requests.pcap")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// The same packets inside other heads, cut into fragments and into segments hold the
// same requests.
func TestPacketsAreReadInsideOthersAndInParts(t *testing.T) {
	path := requests(t)
	check := func(name string, link layers.LinkType, f func([]byte) [][]byte) {
		t.Helper()
		to := filepath.Join(t.TempDir(), "again.pcap")
		rewrite(t, path, to, link, 100, f)
		ours := oursOf(t, to)
		for _, v := range ours {
			if v.services != "http,web.example.test" {
				t.Errorf("%s: %+v", name, v)
			}
		}
		if len(ours) != 4 {
			t.Errorf("%s: %d requests of 4", name, len(ours))
		}
	}
	for name, w := range wrappings {
		check(name, w.link, oneOf(w.make))
	}
	check("fragments", layers.LinkTypeEthernet, fragments)
	check("fragments, the last first", layers.LinkTypeEthernet, func(b []byte) [][]byte {
		parts := fragments(b)
		return append(parts[len(parts)-1:], parts[:len(parts)-1]...)
	})
	check("segments that overlap and are repeated", layers.LinkTypeEthernet, segments(twice))
	check("small segments", layers.LinkTypeEthernet, segments(small))
}

// Heads that announce more than is there, and packets inside themselves, end.
func TestCutHeadsHoldNothing(t *testing.T) {
	path := requests(t)
	for name, w := range wrappings {
		for n := range 60 {
			to := filepath.Join(t.TempDir(), "cut.pcap")
			rewrite(t, path, to, w.link, 1, oneOf(func(b []byte) []byte {
				head := len(w.make(b)) - len(b[42:]) // all before the payload of UDP
				return w.make(b)[:min(n, head)]
			}))
			if ours := oursOf(t, to); len(ours) > 0 {
				t.Errorf("%s cut to %d bytes: %+v", name, n, ours)
			}
		}
	}
	deep := func(b []byte) []byte {
		p := b[14:]
		for range 9 {
			p = outer(4, p)
		}
		return ethernet(typeIPv4, p)
	}
	to := filepath.Join(t.TempDir(), "deep.pcap")
	rewrite(t, path, to, layers.LinkTypeEthernet, 1, oneOf(deep))
	if ours := oursOf(t, to); len(ours) > 0 {
		t.Errorf("nine packets in each other: %+v", ours)
	}
}

// The memory for parts that never become whole is bounded.
func TestPartsOfIPv6ThatNeverBecomeWholeAreForgotten(t *testing.T) {
	f := fragments6{}
	ip := &layers.IPv6{SrcIP: make([]byte, 16), DstIP: make([]byte, 16)}
	var d decoder
	for i := range 5000 {
		f.add(ip, cat([]byte{17, 0, 0, 1}, make([]byte, 2), u16(i), make([]byte, 64)), d.at)
	}
	if len(f) > maxFragmented {
		t.Errorf("%d packets are kept", len(f))
	}
	f.discard(d.at.Add(1))
	if len(f) != 0 {
		t.Errorf("%d packets are kept past their time", len(f))
	}
	for at := 8; at < 200_000; at += 60_000 {
		f.add(ip, cat([]byte{17, 0}, u16(at&0xfff8|1), make([]byte, 4), make([]byte, 60_000)), d.at)
	}
	for _, p := range f {
		if p.size > maxDatagram {
			t.Errorf("%d bytes of one packet are kept", p.size)
		}
	}
}

// A port that a client uses again begins another connection, also where the end of the
// first was not recorded, and where its last acknowledgement came after both ends.
func TestAPortThatIsUsedAgainIsAnotherConnection(t *testing.T) {
	for _, end := range []bool{false, true} {
		var b bytes.Buffer
		m := newMade(&b)
		req := prefixed(notUnderstood(asked, "EXAMPLE.TEST"))
		for i := range uint32(turns) {
			send := func(seq uint32, data []byte, change func(*layers.TCP)) {
				eth, ip, from, to := ends("10.0.0.1:40000", "10.0.0.2:88")
				ip.Protocol = layers.IPProtocolTCP
				x := &layers.TCP{SrcPort: layers.TCPPort(from), DstPort: layers.TCPPort(to), Seq: seq, ACK: true, Window: 65535}
				change(x)
				x.SetNetworkLayerForChecksum(ip)
				m.write(eth, ip, x, gopacket.Payload(data))
			}
			first := 4_000_000_000 - i*700_000_001
			syn := func(x *layers.TCP) { x.SYN, x.ACK = true, false }
			send(first, nil, syn)
			send(first, nil, syn) // sent again
			send(first+1, req, func(*layers.TCP) {})
			if next := first + 1 + uint32(len(req)); end {
				send(next, nil, func(x *layers.TCP) { x.FIN = true })
				send(next+1, nil, func(*layers.TCP) {})
			}
		}
		if got, sum := read(t, b.Bytes()); len(got) != turns || sum.Gaps != 0 {
			t.Errorf("with its end %v: %d requests of 4, %+v", end, len(got), sum)
		}
	}
}
