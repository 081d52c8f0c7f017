package recording

import (
	"net"
	"strconv"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

// decoder takes the layers of a packet apart without allocating.
type decoder struct {
	ip4          layers.IPv4
	ip6          layers.IPv6
	tcp          layers.TCP
	udp          layers.UDP
	v6           bool
	isTCP, isUDP bool
	knownLink    bool
	depth        int // of the IP packet that is read, from 1
	missing      int // bytes at its end that the capture left out
	parts6       fragments6
	at           time.Time
}

// maxInside bounds how many IP packets stand in each other.
const maxInside = 4

// decode reads a packet down to TCP or UDP; false for what is not IP. The ends of a
// truncated packet are left to those who read the payload.
func (d *decoder) decode(data []byte, link layers.LinkType, at time.Time) bool {
	d.isTCP, d.isUDP, d.v6, d.depth = false, false, false, 0
	d.at = at
	body, ok := d.network(data, link)
	return ok && d.ip(body)
}

// ip reads an IP packet, the whole one or one inside another.
func (d *decoder) ip(body []byte) bool {
	if d.depth++; d.depth > maxInside || len(body) < 20 {
		return false
	}
	switch body[0] >> 4 {
	case 4:
		d.v6 = false
		if d.ip4.DecodeFromBytes(body, gopacket.NilDecodeFeedback) != nil {
			return false
		}
		d.missing = max(0, int(d.ip4.Length)-int(d.ip4.IHL)*4-len(d.ip4.Payload))
		if d.fragment() {
			d.missing = 0
			return true
		}
		return d.payload(d.ip4.Protocol, d.ip4.Payload)
	case 6:
		if d.v6 = true; len(body) < 40 {
			return false
		}
		d.ip6.SrcIP, d.ip6.DstIP = body[8:24], body[24:40]
		next, rest, size := layers.IPProtocol(body[6]), body[40:], int(be16(body, 4))
		if d.missing = max(0, size-len(rest)); size > 0 { // none where the sender's card cuts the packet
			rest = rest[:min(size, len(rest))]
		}
		for i := 0; i < 8; i++ { // extension headers (RFC 8200 4)
			switch next {
			case layers.IPProtocolIPv6HopByHop, layers.IPProtocolIPv6Routing, layers.IPProtocolIPv6Destination:
				if len(rest) < 8 || len(rest) < 8+8*int(rest[1]) {
					return false
				}
				next, rest = layers.IPProtocol(rest[0]), rest[8+8*int(rest[1]):]
				continue
			case layers.IPProtocolIPv6Fragment:
				proto, payload, whole := d.parts6.add(&d.ip6, rest, d.at)
				if !whole {
					return true
				}
				d.missing = 0
				next, rest = proto, payload
				continue
			}
			break
		}
		return d.payload(next, rest)
	}
	return false
}

// fragment says whether the packet is a part of an IPv4 packet only.
func (d *decoder) fragment() bool {
	return !d.v6 && (d.ip4.Flags&layers.IPv4MoreFragments != 0 || d.ip4.FragOffset != 0)
}

// payload reads TCP or UDP, also of a packet inside this one; true also for what is
// neither.
func (d *decoder) payload(p layers.IPProtocol, b []byte) bool {
	switch p {
	case layers.IPProtocolTCP:
		d.isTCP = d.tcp.DecodeFromBytes(b, gopacket.NilDecodeFeedback) == nil
	case layers.IPProtocolUDP:
		d.isUDP = d.udp.DecodeFromBytes(b, gopacket.NilDecodeFeedback) == nil
		if d.isUDP {
			if inner, ok := insideUDP(d.udp.DstPort, d.udp.Payload); ok {
				d.isUDP = false
				return d.ip(inner)
			}
		}
	case layers.IPProtocolIPv4, layers.IPProtocolIPv6:
		return d.ip(b)
	case layers.IPProtocolAH: // RFC 4302 2: its payload is in the clear
		if len(b) >= 12 && len(b) > 4*(int(b[1])+2) {
			return d.payload(layers.IPProtocol(b[0]), b[4*(int(b[1])+2):])
		}
	case layers.IPProtocolGRE:
		if inner, ok := gre(b); ok {
			return d.ip(inner)
		}
	}
	return true
}

func (d *decoder) flow() gopacket.Flow {
	if d.v6 {
		return d.ip6.NetworkFlow()
	}
	return d.ip4.NetworkFlow()
}

// place renders "10.0.0.1:88".
func (d *decoder) place(port uint16, source bool) string {
	ip := d.ip4.DstIP
	switch {
	case d.v6 && source:
		ip = d.ip6.SrcIP
	case d.v6:
		ip = d.ip6.DstIP
	case source:
		ip = d.ip4.SrcIP
	}
	return net.JoinHostPort(ip.String(), strconv.Itoa(int(port)))
}
