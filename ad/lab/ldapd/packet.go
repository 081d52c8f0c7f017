package ldapd

import (
	"errors"
	"io"

	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// maxMessage bounds one LDAP message, as MaxReceiveBuffer does.
const maxMessage = 10 << 20

var errMessage = errors.New("not an LDAP message")

// readMessage reads one message. The length is checked before anything is
// allocated.
func readMessage(r io.Reader) (*ber.Packet, error) {
	head := make([]byte, 2, 8)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	if head[0] != 0x30 {
		return nil, errMessage
	}
	n := int(head[1])
	if n&0x80 != 0 {
		size := n & 0x7f
		if size == 0 || size > 4 {
			return nil, errMessage
		}
		more := make([]byte, size)
		if _, err := io.ReadFull(r, more); err != nil {
			return nil, err
		}
		head = append(head, more...)
		n = 0
		for _, b := range more {
			n = n<<8 | int(b)
		}
	}
	if n > maxMessage {
		return nil, errMessage
	}
	whole := make([]byte, len(head)+n)
	copy(whole, head)
	if _, err := io.ReadFull(r, whole[len(head):]); err != nil {
		return nil, err
	}
	if !nestingOK(whole) {
		return nil, errMessage
	}
	return ber.DecodePacketErr(whole)
}

// maxNesting bounds how deep a message may be built; the decoder is recursive.
const maxNesting = 100

// nestingOK walks the constructed elements without recursion and refuses a
// message that is deeper than any real one, or of indefinite length.
func nestingOK(b []byte) bool {
	var ends []int
	for i := 0; i < len(b); {
		for len(ends) > 0 && i >= ends[len(ends)-1] {
			ends = ends[:len(ends)-1]
		}
		constructed := b[i]&0x20 != 0
		if b[i]&0x1f == 0x1f || i+1 >= len(b) {
			return false
		}
		n, used := int(b[i+1]), 2
		if n&0x80 != 0 {
			size := n & 0x7f
			if size == 0 || size > 4 || i+2+size > len(b) {
				return false
			}
			n = 0
			for _, c := range b[i+2 : i+2+size] {
				n = n<<8 | int(c)
			}
			used += size
		}
		i += used
		if i+n > len(b) {
			return false
		}
		if constructed {
			if ends = append(ends, i+n); len(ends) > maxNesting {
				return false
			}
			continue
		}
		i += n
	}
	return true
}

func sequence(children ...*ber.Packet) *ber.Packet {
	p := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSequence, nil, "")
	for _, c := range children {
		p.AppendChild(c)
	}
	return p
}

func octets(v []byte) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, string(v), "")
}

// resultPacket builds an LDAPResult under an application tag.
func resultPacket(tag ber.Tag, r store.Result) *ber.Packet {
	p := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tag, nil, "")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(r.Code), ""))
	p.AppendChild(octets([]byte(r.Matched)))
	p.AppendChild(octets([]byte(r.Text)))
	return p
}

// bytesOf returns the content of a primitive packet.
func bytesOf(p *ber.Packet) []byte {
	if p == nil {
		return nil
	}
	if p.Data != nil && p.Data.Len() > 0 {
		return p.Data.Bytes()
	}
	return p.ByteValue
}

func intOf(p *ber.Packet) (int64, bool) {
	n, ok := p.Value.(int64)
	return n, ok
}
