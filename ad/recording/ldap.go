package recording

import "encoding/binary"

// splitLDAP cuts LDAP messages (RFC 4511 5.1) and, after a bind that asked for
// protection, the frames of a SASL layer (RFC 4422 3.7), which are passed over.
func splitLDAP(_ *half, b []byte) (total, want int) {
	switch b[0] {
	case 0x30:
		n, head, ok := berLength(b)
		if !ok {
			if len(b) >= 6 {
				return -1, 0
			}
			return 0, 0
		}
		return n + head, min(n+head, maxFrame)
	case 0x00:
		if len(b) < 4 {
			return 0, 0
		}
		return int(binary.BigEndian.Uint32(b)) + 4, 4
	}
	return -1, 0 // TLS, or another protocol
}

// ldap reads binds (RFC 4511 4.2).
func (c *conn) ldap(h *half, b []byte) {
	d := der{b: b}
	seq := d.into(0x30)
	seq.next() // messageID
	tag, op, ok := seq.next()
	if !ok {
		return
	}
	switch tag {
	case 0x60: // BindRequest: version, name, [3] SaslCredentials or [0] a password, or [9] to [11] of Windows
		op.next()
		op.next()
		tag, auth, ok := op.next()
		if !ok {
			return
		}
		switch tag {
		case 0xa3:
			auth.next() // mechanism
			c.tokens(h, auth.bytes())
		case 0x89, 0x8a, 0x8b: // Sicily (MS-ADTS 5.1.1.1.3): NTLM
			c.tokens(h, auth.b)
		}
	case 0x61: // BindResponse: result, matchedDN, text, [7] server credentials
		result := op.number()
		op.next()
		matched := op
		op.next()
		text := ""
		if _, t, ok := op.next(); ok {
			text = clip(t.b)
		}
		for {
			tag, x, ok := op.next()
			if !ok {
				break
			}
			if tag == 0x87 {
				c.tokens(h, x.b)
			}
		}
		if _, t, ok := matched.next(); ok { // NTLM's challenge stands here in Windows' own bind
			c.tokens(h, t.b)
		}
		if result != 14 { // saslBindInProgress
			c.emit(h, Message{Kind: LDAPBindResult, Status: uint32(result), Text: text})
		}
	}
}

func (c *conn) tokens(h *half, b []byte) {
	for _, m := range token(b) {
		c.emit(h, m)
	}
}
