package wire

import (
	"errors"
	"math/bits"
)

// The BER tags of RFC 4511 that are read or written here, as whole identifier
// octets.
const (
	TagBoolean     = 0x01
	TagInteger     = 0x02
	TagOctetString = 0x04
	TagEnumerated  = 0x0a
	TagSequence    = 0x30
	TagSet         = 0x31
)

// ErrBER is returned for bytes that are not the BER that LDAP allows: definite
// lengths, one-byte tags.
var ErrBER = errors.New("malformed BER")

// AppendTLV appends an element with the given identifier octet and content.
func AppendTLV(b []byte, tag byte, content []byte) []byte {
	b = appendHeader(b, tag, len(content))
	return append(b, content...)
}

// AppendString is AppendTLV for text.
func AppendString(b []byte, tag byte, content string) []byte {
	b = appendHeader(b, tag, len(content))
	return append(b, content...)
}

// AppendInt appends an INTEGER or ENUMERATED in the shortest form.
func AppendInt(b []byte, tag byte, v int64) []byte {
	n := 1
	for s := v >> 7; s != 0 && s != -1; s >>= 8 {
		n++
	}
	if v>>(8*n-1) != 0 && v>>(8*n-1) != -1 {
		n++
	}
	b = append(b, tag, byte(n))
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

// AppendBool appends a BOOLEAN.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, TagBoolean, 1, 0xff)
	}
	return append(b, TagBoolean, 1, 0)
}

func appendHeader(b []byte, tag byte, n int) []byte {
	b = append(b, tag)
	if n < 0x80 {
		return append(b, byte(n))
	}
	octets := (bits.Len(uint(n)) + 7) / 8
	b = append(b, 0x80|byte(octets))
	for i := octets - 1; i >= 0; i-- {
		b = append(b, byte(n>>(8*i)))
	}
	return b
}

// Reader walks the elements of a BER encoding without copying: what it returns
// shares memory with what it was given.
type Reader []byte

// Next returns the next element and moves past it.
func (r *Reader) Next() (tag byte, content []byte, err error) {
	b := *r
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, nil, ErrBER
	}
	n, head := int(b[1]), 2
	if n >= 0x80 {
		octets := n & 0x7f
		if octets == 0 || octets > 4 || len(b) < 2+octets {
			return 0, nil, ErrBER
		}
		n = 0
		for _, c := range b[2 : 2+octets] {
			n = n<<8 | int(c)
		}
		head += octets
	}
	if n < 0 || n > len(b)-head {
		return 0, nil, ErrBER
	}
	*r = b[head+n:]
	return b[0], b[head : head+n : head+n], nil
}

// Expect is Next for an element that must have the given tag.
func (r *Reader) Expect(tag byte) ([]byte, error) {
	t, c, err := r.Next()
	if err == nil && t != tag {
		err = ErrBER
	}
	return c, err
}

// Int reads an INTEGER or ENUMERATED of at most eight octets.
func (r *Reader) Int(tag byte) (int64, error) {
	c, err := r.Expect(tag)
	if err != nil {
		return 0, err
	}
	return parseInt(c)
}

func parseInt(c []byte) (int64, error) {
	if len(c) == 0 || len(c) > 8 {
		return 0, ErrBER
	}
	v := int64(int8(c[0]))
	for _, x := range c[1:] {
		v = v<<8 | int64(x)
	}
	return v, nil
}
