package recording

import (
	"encoding/binary"
	"time"

	"github.com/gopacket/gopacket/layers"
)

// The memory that parts of IPv6 packets may take until the rest arrives.
const (
	maxFragmented = 512
	maxDatagram   = 64 << 10
)

// fragments6 puts IPv6 packets together (RFC 8200 4.5).
type fragments6 map[fragmentKey]*fragmented

type fragmentKey struct {
	src, dst [16]byte
	id       uint32
}

type fragmented struct {
	at    time.Time
	next  layers.IPProtocol
	parts map[int][]byte // by offset
	size  int            // bytes in parts
	whole int            // length of the payload, 0 while the last part is missing
}

// add takes a packet that begins with a fragment header and returns its protocol and
// payload once all parts are there.
func (f fragments6) add(ip *layers.IPv6, b []byte, at time.Time) (layers.IPProtocol, []byte, bool) {
	if len(b) < 8 {
		return 0, nil, false
	}
	key := fragmentKey{id: binary.BigEndian.Uint32(b[4:])}
	copy(key.src[:], ip.SrcIP)
	copy(key.dst[:], ip.DstIP)
	next, offset, more, data := layers.IPProtocol(b[0]), int(be16(b, 2)&^7), b[3]&1 == 1, b[8:]
	if offset == 0 && !more {
		return next, data, true // a fragment header around a whole packet
	}
	p := f[key]
	if p == nil {
		if len(f) >= maxFragmented {
			return 0, nil, false
		}
		p = &fragmented{parts: map[int][]byte{}}
		f[key] = p
	}
	p.at = at
	if offset == 0 {
		p.next = next
	}
	if _, have := p.parts[offset]; !have {
		if p.size+len(data) > maxDatagram {
			delete(f, key)
			return 0, nil, false
		}
		p.parts[offset] = append([]byte(nil), data...)
		p.size += len(data)
	}
	if !more {
		p.whole = offset + len(data)
	}
	if p.whole == 0 || p.size < p.whole {
		return 0, nil, false
	}
	out := make([]byte, 0, p.whole)
	for len(out) < p.whole {
		part, ok := p.parts[len(out)]
		if !ok || len(part) == 0 {
			return 0, nil, false
		}
		out = append(out, part...)
	}
	delete(f, key)
	return p.next, out, true
}

// discard forgets packets of which nothing came since a time.
func (f fragments6) discard(before time.Time) {
	for k, p := range f {
		if p.at.Before(before) {
			delete(f, k)
		}
	}
}
