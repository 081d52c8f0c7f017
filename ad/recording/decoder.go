package recording

import (
	"net"
	"strconv"

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
}

// decode reads a packet down to TCP or UDP; false for what is not IP. The ends of a
// truncated packet are left to those who read the payload.
func (d *decoder) decode(data []byte, link layers.LinkType) bool {
	d.isTCP, d.isUDP, d.v6 = false, false, false
	body, ok := d.network(data, link)
	if !ok || len(body) < 20 {
		return false
	}
	switch body[0] >> 4 {
	case 4:
		if d.ip4.DecodeFromBytes(body, gopacket.NilDecodeFeedback) != nil {
			return false
		}
		if d.fragment() {
			return true
		}
		return d.payload(d.ip4.Protocol, d.ip4.Payload)
	case 6:
		d.v6 = true
		if d.ip6.DecodeFromBytes(body, gopacket.NilDecodeFeedback) != nil {
			return false
		}
		next, rest := d.ip6.NextHeader, d.ip6.Payload
		for i := 0; i < 8; i++ { // extension headers (RFC 8200 4)
			switch next {
			case layers.IPProtocolIPv6HopByHop, layers.IPProtocolIPv6Routing, layers.IPProtocolIPv6Destination:
				if len(rest) < 8 || len(rest) < 8+8*int(rest[1]) {
					return false
				}
				next, rest = layers.IPProtocol(rest[0]), rest[8+8*int(rest[1]):]
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

// payload reads TCP or UDP; true also for what is neither.
func (d *decoder) payload(p layers.IPProtocol, b []byte) bool {
	switch p {
	case layers.IPProtocolTCP:
		d.isTCP = d.tcp.DecodeFromBytes(b, gopacket.NilDecodeFeedback) == nil
	case layers.IPProtocolUDP:
		d.isUDP = d.udp.DecodeFromBytes(b, gopacket.NilDecodeFeedback) == nil
	}
	return true
}

// network takes the link layer off.
func (d *decoder) network(b []byte, link layers.LinkType) ([]byte, bool) {
	d.knownLink = true
	skip := 0
	switch link {
	case layers.LinkTypeEthernet:
		skip = 14
		for len(b) >= skip+4 && (be16(b, skip-2) == 0x8100 || be16(b, skip-2) == 0x88a8) { // VLAN tags
			skip += 4
		}
		if len(b) < skip || be16(b, skip-2) != 0x0800 && be16(b, skip-2) != 0x86dd {
			return nil, false
		}
	case layers.LinkTypeLinuxSLL:
		skip = 16
	case layers.LinkTypeLinuxSLL2:
		skip = 20
	case layers.LinkTypeNull, layers.LinkTypeLoop:
		skip = 4
	case layers.LinkTypeRaw, layers.LinkTypeIPv4, layers.LinkTypeIPv6, 12, 14: // 12, 14: DLT_RAW as some systems number it
	case layers.LinkTypePPP:
		skip = 2
		if len(b) >= 2 && b[0] == 0xff {
			skip = 4
		}
	default:
		d.knownLink = false
		return nil, false
	}
	if len(b) < skip {
		return nil, false
	}
	return b[skip:], true
}

func be16(b []byte, at int) uint16 { return uint16(b[at])<<8 | uint16(b[at+1]) }

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
