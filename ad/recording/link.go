package recording

import "github.com/gopacket/gopacket/layers"

// The EtherTypes that are looked into (IEEE 802 numbers).
const (
	typeIPv4      = 0x0800
	typeIPv6      = 0x86dd
	typeVLAN      = 0x8100
	typeVLANOuter = 0x88a8
	typeVLANOld   = 0x9100 // outer tags of older switches
	typePPPoE     = 0x8864
	typeMPLS      = 0x8847
	typeMPLSMulti = 0x8848
	typeBridged   = 0x6558 // Ethernet inside GRE (RFC 1701)
	typeERSPAN    = 0x88be // a switch's mirror port, types I and II
)

// network takes the link layer off and returns an IP packet.
func (d *decoder) network(b []byte, link layers.LinkType) ([]byte, bool) {
	d.knownLink = true
	switch link {
	case layers.LinkTypeEthernet:
		return ether(b)
	case layers.LinkTypeLinuxSLL: // the EtherType is the last of its head
		if len(b) < 16 {
			return nil, false
		}
		return above(int(be16(b, 14)), b[16:])
	case layers.LinkTypeLinuxSLL2: // the EtherType is the first of its head
		if len(b) < 20 {
			return nil, false
		}
		return above(int(be16(b, 0)), b[20:])
	case layers.LinkTypeNull, layers.LinkTypeLoop:
		if len(b) < 4 {
			return nil, false
		}
		return b[4:], true
	case layers.LinkTypeRaw, layers.LinkTypeIPv4, layers.LinkTypeIPv6, 12, 14: // 12, 14: DLT_RAW as some systems number it
		return b, true
	case layers.LinkTypePPP:
		return ppp(b)
	}
	d.knownLink = false
	return nil, false
}

// ether takes an Ethernet head off.
func ether(b []byte) ([]byte, bool) {
	if len(b) < 14 {
		return nil, false
	}
	return above(int(be16(b, 12)), b[14:])
}

// above takes off what may stand between an EtherType and IP: VLAN tags (IEEE 802.1Q),
// PPPoE (RFC 2516 4), MPLS labels (RFC 3032 2.1).
func above(typ int, b []byte) ([]byte, bool) {
	for range 8 {
		switch typ {
		case typeIPv4, typeIPv6:
			return b, true
		case typeVLAN, typeVLANOuter, typeVLANOld:
			if len(b) < 4 {
				return nil, false
			}
			typ, b = int(be16(b, 2)), b[4:]
		case typePPPoE:
			if len(b) < 6 {
				return nil, false
			}
			return ppp(b[6:])
		case typeMPLS, typeMPLSMulti:
			for len(b) >= 4 && b[2]&1 == 0 { // not the last label
				b = b[4:]
			}
			if len(b) < 5 {
				return nil, false
			}
			return b[4:], true // the version of IP tells what it is
		default:
			return nil, false
		}
	}
	return nil, false
}

// ppp takes a head of PPP off, with or without its frame (RFC 1662).
func ppp(b []byte) ([]byte, bool) {
	if len(b) >= 2 && b[0] == 0xff && b[1] == 3 {
		b = b[2:]
	}
	if len(b) < 2 || be16(b, 0) != 0x21 && be16(b, 0) != 0x57 {
		return nil, false
	}
	return b[2:], true
}

// gre takes a head of GRE off (RFC 2784, RFC 2890) and what a mirror port adds.
func gre(b []byte) ([]byte, bool) {
	if len(b) < 4 || b[1]&7 != 0 { // another version: PPTP
		return nil, false
	}
	flags, typ, skip := b[0], int(be16(b, 2)), 4
	for _, bit := range []byte{0x80, 0x20, 0x10} { // checksum, key, sequence number
		if flags&bit != 0 {
			skip += 4
		}
	}
	if typ == typeERSPAN && flags&0x10 != 0 { // type II has a head of its own
		skip += 8
	}
	if len(b) < skip {
		return nil, false
	}
	if typ == typeERSPAN || typ == typeBridged {
		return ether(b[skip:])
	}
	return above(typ, b[skip:])
}

// The UDP ports of packets inside UDP.
const (
	vxlan      = 4789 // RFC 7348 5
	vxlanLinux = 8472 // the same, as Linux has it where no port is set
	geneve     = 6081 // RFC 8926 3.3
)

// insideUDP takes off the head of a packet that stands in a datagram.
func insideUDP(port layers.UDPPort, b []byte) ([]byte, bool) {
	switch {
	case len(b) <= 8:
		return nil, false
	case port == vxlan, port == vxlanLinux && b[0] == 8:
		return ether(b[8:])
	case port == geneve:
		skip := 8 + 4*int(b[0]&0x3f)
		if b[0]>>6 != 0 || len(b) <= skip {
			return nil, false
		}
		if typ := int(be16(b, 2)); typ != typeBridged {
			return above(typ, b[skip:])
		}
		return ether(b[skip:])
	}
	return nil, false
}

func be16(b []byte, at int) uint16 { return uint16(b[at])<<8 | uint16(b[at+1]) }
