package gss

// derHeader makes a tag and a definite length.
func derHeader(tag byte, n int) []byte {
	switch {
	case n < 0x80:
		return []byte{tag, byte(n)}
	case n < 0x100:
		return []byte{tag, 0x81, byte(n)}
	case n < 0x10000:
		return []byte{tag, 0x82, byte(n >> 8), byte(n)}
	case n < 0x1000000:
		return []byte{tag, 0x83, byte(n >> 16), byte(n >> 8), byte(n)}
	}
	return []byte{tag, 0x84, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
}

// stripDER takes off a header whose length must be that of the whole rest.
func stripDER(tag byte, b []byte) ([]byte, error) {
	if len(b) < 2 || b[0] != tag {
		return nil, errToken
	}
	n, head := int(b[1]), 2
	if n >= 0x80 {
		octets := n & 0x7f
		if octets == 0 || octets > 4 || len(b) < 2+octets {
			return nil, errToken
		}
		n = 0
		for _, c := range b[2 : 2+octets] {
			n = n<<8 | int(c)
		}
		head += octets
	}
	if n != len(b)-head {
		return nil, errToken
	}
	return b[head:], nil
}
