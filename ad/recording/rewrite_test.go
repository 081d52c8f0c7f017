package recording

import (
	"encoding/binary"
	"os"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// rewrite copies the first packets of a recording of an Ethernet or loopback interface
// and makes other packets of each: what f returns, with the link type.
func rewrite(t *testing.T, from, to string, link layers.LinkType, most int, f func(packet []byte) [][]byte) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r, err := pcapgo.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := pcapgo.NewWriter(out)
	if err := w.WriteFileHeader(262144, link); err != nil {
		t.Fatal(err)
	}
	for range most {
		data, ci, err := r.ReadPacketData()
		if err != nil {
			return
		}
		for _, p := range f(data) {
			if err := w.WritePacket(gopacket.CaptureInfo{Timestamp: ci.Timestamp, CaptureLength: len(p), Length: len(p)}, p); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func cat(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func u16(n int) []byte { return binary.BigEndian.AppendUint16(nil, uint16(n)) }

// outer is an IPv4 header around a payload of a protocol.
func outer(proto byte, payload []byte) []byte {
	h := cat([]byte{0x45, 0}, u16(20+len(payload)), []byte{0, 1, 0, 0, 64, proto, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2})
	return cat(h, payload)
}

func ethernet(typ int, payload []byte) []byte {
	return cat(make([]byte, 12), u16(typ), payload)
}

// oneOf wraps a function that makes one packet of one.
func oneOf(f func(b []byte) []byte) func([]byte) [][]byte {
	return func(b []byte) [][]byte { return [][]byte{f(b)} }
}

// etherType is that of a packet.
func etherType(b []byte) int { return int(be16(b, 12)) }

// pppNumber is the protocol number of PPP for an EtherType.
func pppNumber(typ int) int {
	if typ == 0x86dd {
		return 0x57
	}
	return 0x21
}

// wrappings are the ways in which the same packets are recorded elsewhere.
var wrappings = map[string]struct {
	link layers.LinkType
	make func(b []byte) []byte
}{
	"a VLAN":           {1, func(b []byte) []byte { return cat(b[:12], u16(0x8100), u16(5), b[12:]) }},
	"two VLANs":        {1, func(b []byte) []byte { return cat(b[:12], u16(0x88a8), u16(7), u16(0x8100), u16(5), b[12:]) }},
	"two VLANs, older": {1, func(b []byte) []byte { return cat(b[:12], u16(0x9100), u16(7), u16(0x8100), u16(5), b[12:]) }},
	"PPPoE": {1, func(b []byte) []byte {
		return ethernet(0x8864, cat([]byte{0x11, 0, 0, 1}, u16(len(b)-12), u16(pppNumber(etherType(b))), b[14:]))
	}},
	"MPLS": {1, func(b []byte) []byte { return ethernet(0x8847, cat([]byte{0, 1, 0, 64, 0, 2, 1, 64}, b[14:])) }},
	"GRE":  {1, func(b []byte) []byte { return ethernet(0x800, outer(47, cat(u16(0), b[12:]))) }},
	"GRE with Ethernet": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(47, cat(u16(0x2000), u16(0x6558), make([]byte, 4), b)))
	}},
	"ERSPAN": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(47, cat(u16(0x1000), u16(0x88be), make([]byte, 4), []byte{0x10, 1, 0, 1, 0, 0, 0, 0}, b)))
	}},
	"VXLAN": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(17, cat(u16(50000), u16(4789), u16(len(b)+16), u16(0), []byte{8, 0, 0, 0, 0, 0, 9, 0}, b)))
	}},
	"VXLAN of Linux": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(17, cat(u16(50000), u16(8472), u16(len(b)+16), u16(0), []byte{8, 0, 0, 0, 0, 0, 9, 0}, b)))
	}},
	"Geneve": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(17, cat(u16(50000), u16(6081), u16(len(b)+16), u16(0), []byte{0, 0, 0x65, 0x58, 0, 0, 9, 0}, b)))
	}},
	"Geneve with options, without Ethernet": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(17, cat(u16(50000), u16(6081), u16(len(b)+10), u16(0), []byte{2, 0}, b[12:14], []byte{0, 0, 9, 0}, make([]byte, 8), b[14:])))
	}},
	"AH": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(51, cat([]byte{map[int]byte{0x800: 4, 0x86dd: 41}[etherType(b)], 4}, make([]byte, 22), b[14:])))
	}},
	"IPv6 with other headers before its payload": {1, func(b []byte) []byte {
		if etherType(b) != 0x86dd {
			return b
		}
		ip, options := b[14:], []byte{0, 1, 4, 0, 0, 0, 0}
		return ethernet(0x86dd, cat(ip[:4], u16(len(ip)-40+16), []byte{0}, ip[7:40], []byte{60}, options, []byte{ip[6]}, options, ip[40:]))
	}},
	"IP in IP": {1, func(b []byte) []byte {
		return ethernet(0x800, outer(map[int]byte{0x800: 4, 0x86dd: 41}[etherType(b)], b[14:]))
	}},
	"raw IP": {101, func(b []byte) []byte { return b[14:] }},
	"a BSD loopback": {0, func(b []byte) []byte {
		return cat([]byte{map[int]byte{0x800: 2, 0x86dd: 30}[etherType(b)], 0, 0, 0}, b[14:])
	}},
	"an OpenBSD loopback": {108, func(b []byte) []byte {
		return cat([]byte{0, 0, 0, map[int]byte{0x800: 2, 0x86dd: 24}[etherType(b)]}, b[14:])
	}},
	"PPP":           {9, func(b []byte) []byte { return cat([]byte{0xff, 3}, u16(pppNumber(etherType(b))), b[14:]) }},
	"any interface": {113, func(b []byte) []byte { return cat(u16(0), u16(1), u16(6), make([]byte, 8), b[12:]) }},
	"any interface, VLAN": {113, func(b []byte) []byte {
		return cat(u16(0), u16(1), u16(6), make([]byte, 8), u16(0x8100), u16(5), b[12:])
	}},
	"any interface, newer": {276, func(b []byte) []byte {
		return cat(b[12:14], u16(0), make([]byte, 4), u16(1), []byte{0, 6}, make([]byte, 8), b[14:])
	}},
	"PPP without its frame": {9, func(b []byte) []byte { return cat(u16(pppNumber(etherType(b))), b[14:]) }},
}

// fragments cuts the payload of an IP packet in three.
func fragments(b []byte) [][]byte {
	ip := b[14:]
	if etherType(b) == 0x86dd {
		next, payload := ip[6], ip[40:]
		if next != 17 || len(payload) < 64 {
			return [][]byte{b}
		}
		var out [][]byte
		step := len(payload) / 3 / 8 * 8
		for at := 0; at < len(payload); {
			end, more := at+step, 1
			if end+step > len(payload) {
				end, more = len(payload), 0
			}
			frag := cat([]byte{next, 0}, u16(at|more), []byte{0, 0}, payload[:2], payload[at:end])
			out = append(out, cat(b[:18], u16(len(frag)), []byte{44}, ip[7:40], frag))
			at = end
		}
		return out
	}
	if ip[9] != 17 || len(ip) < 84 {
		return [][]byte{b}
	}
	head, payload := ip[:20], ip[20:binary.BigEndian.Uint16(ip[2:])]
	var out [][]byte
	step := len(payload) / 3 / 8 * 8
	for at := 0; at < len(payload); {
		end, more := at+step, 0x2000
		if end+step > len(payload) {
			end, more = len(payload), 0
		}
		out = append(out, cat(b[:14], head[:2], u16(20+end-at), head[4:6], u16(at/8|more), head[8:], payload[at:end]))
		at = end
	}
	return out
}

// piece is a part of a payload and where it begins in it.
type piece struct {
	at int
	b  []byte
}

// segments takes a TCP packet apart: f gets the payload and returns what to send of it,
// in that order.
func segments(f func(payload []byte) []piece) func([]byte) [][]byte {
	return func(b []byte) [][]byte {
		ip := b[14:]
		head, proto := 20, byte(0)
		if etherType(b) == 0x86dd {
			head, proto = 40, ip[6]
		} else {
			proto = ip[9]
		}
		if proto != 6 {
			return [][]byte{b}
		}
		tcp := ip[head:]
		off := int(tcp[12]>>4) * 4
		payload := tcp[off:]
		if len(payload) < 40 {
			return [][]byte{b}
		}
		var out [][]byte
		for _, p := range f(payload) {
			seq := binary.BigEndian.AppendUint32(nil, binary.BigEndian.Uint32(tcp[4:])+uint32(p.at))
			next := cat(tcp[:4], seq, tcp[8:off], p.b)
			h := append([]byte(nil), ip[:head]...)
			if head == 40 {
				binary.BigEndian.PutUint16(h[4:], uint16(len(next)))
			} else {
				binary.BigEndian.PutUint16(h[2:], uint16(20+len(next)))
			}
			out = append(out, cat(b[:14], h, next))
		}
		return out
	}
}

// halves cuts a payload into two that overlap.
func halves(p []byte) []piece {
	m := len(p) / 2
	return []piece{{0, p[:m+5]}, {m - 5, p[m-5:]}}
}

// swapped sends the second half first, twice sends each again.
func swapped(p []byte) []piece { h := halves(p); return []piece{h[1], h[0]} }
func twice(p []byte) []piece   { h := halves(p); return []piece{h[0], h[0], h[1], h[1]} }

// small cuts a payload into pieces of a few bytes.
func small(p []byte) []piece {
	var out []piece
	for i := 0; i < len(p); i += 9 {
		out = append(out, piece{i, p[i:min(i+9, len(p))]})
	}
	return out
}
