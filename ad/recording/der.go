package recording

// der reads BER elements one after the other. It never fails and never reads past
// its end: where a capture holds only the beginning of a message, what is there is
// read and cut is set.
type der struct {
	b   []byte
	cut bool
}

// next takes one element off the front.
func (d *der) next() (tag byte, content der, ok bool) {
	if len(d.b) < 2 || d.b[0]&0x1f == 0x1f {
		d.b = nil
		return 0, der{}, false
	}
	tag = d.b[0]
	n, head, ok := berLength(d.b)
	if !ok {
		d.b, d.cut = nil, true
		return 0, der{}, false
	}
	rest := d.b[head:]
	if n > len(rest) {
		content = der{rest, true}
		d.b, d.cut = nil, true
		return tag, content, true
	}
	content = der{rest[:n], false}
	d.b = rest[n:]
	return tag, content, true
}

// into takes one element with the tag off the front and returns what is inside;
// an empty reader when there is another.
func (d *der) into(tag byte) der {
	save := *d
	if t, c, ok := d.next(); ok && t == tag {
		return c
	}
	*d = save
	return der{}
}

// fields calls f for every element, with the context tag's number (0xa0 is 0).
func (d der) fields(f func(n int, content der)) {
	for {
		tag, c, ok := d.next()
		if !ok {
			return
		}
		if tag&0xe0 == 0xa0 {
			f(int(tag&0x1f), c)
		}
	}
}

// number reads an INTEGER or ENUMERATED, up to eight bytes; 0 for one that is not there,
// or not to its end.
func (d der) number() int64 {
	v, _ := d.known()
	return v
}

// known reads a number as number does, and says whether it is there.
func (d der) known() (int64, bool) {
	tag, c, ok := d.next()
	if !ok || c.cut || tag != 0x02 && tag != 0x0a || len(c.b) == 0 || len(c.b) > 8 {
		return 0, false
	}
	v := int64(int8(c.b[0]))
	for _, x := range c.b[1:] {
		v = v<<8 | int64(x)
	}
	return v, true
}

// str reads any kind of string, clipped; "" for one of which the end is missing: the
// beginning of a name is another name.
func (d der) str() string {
	_, c, ok := d.next()
	if !ok || c.cut {
		return ""
	}
	return clip(c.b)
}

// bytes reads an OCTET STRING.
func (d der) bytes() []byte {
	tag, c, ok := d.next()
	if !ok || tag != 0x04 {
		return nil
	}
	return c.b
}

const maxText = 512 // bytes of any text that is kept

func clip(b []byte) string {
	if len(b) > maxText {
		b = b[:maxText]
	}
	return string(b)
}

// berLength reads the length of the element at the front: its content's and that
// of its head. Indefinite lengths and more than four bytes are refused.
func berLength(b []byte) (n, head int, ok bool) {
	if len(b) < 2 {
		return 0, 0, false
	}
	n, head = int(b[1]), 2
	if n < 0x80 {
		return n, head, true
	}
	k := n & 0x7f
	if k == 0 || k > 4 || len(b) < 2+k {
		return 0, 0, false
	}
	n, head = 0, 2+k
	for _, c := range b[2:head] {
		n = n<<8 | int(c)
	}
	return n, head, n >= 0 && n <= 1<<30
}
