package recording

import (
	"encoding/binary"

	"adwalk/ad/mech"
)

const maxNesting = 6

// token decodes what a login carries: a SPNEGO token, a Kerberos token with or
// without its GSS frame, or an NTLM message. There may be several messages in one
// (an optimistic token beside a checksum), and none.
func token(b []byte) []Message { return nested(b, 0) }

func nested(b []byte, depth int) []Message {
	if len(b) < 4 || depth > maxNesting {
		return nil
	}
	if m, ok := ntlm(b); ok {
		return []Message{m}
	}
	d := der{b: b}
	tag, c, ok := d.next()
	if !ok {
		return nil
	}
	switch tag {
	case 0x60:
		return framed(c, depth)
	case 0xa0, 0xa1:
		return negotiation(tag, c, depth)
	}
	if m, ok := kerberos(b); ok {
		return []Message{m}
	}
	return nil
}

// framed reads what follows the head of a GSS token (RFC 2743 3.1): the mechanism
// and its own token.
func framed(d der, depth int) []Message {
	_, oid, ok := d.next()
	if !ok {
		return nil
	}
	switch {
	case mech.SPNEGO.Is(oid.b):
		return nested(d.b, depth+1)
	case mech.Kerberos.Is(oid.b), mech.MSKerberos.Is(oid.b), mech.User2User.Is(oid.b):
		if len(d.b) < 2 { // two bytes of token identifier (RFC 4121 4.1)
			return nil
		}
		switch binary.BigEndian.Uint16(d.b) {
		case 0x0400:
			return []Message{{Kind: TGTReq}}
		case 0x0401:
			return []Message{{Kind: TGTRep}}
		}
		return nested(d.b[2:], depth+1)
	}
	return nested(d.b, depth+1)
}

// negotiation reads NegTokenInit (0xa0) and NegTokenResp (0xa1) (RFC 4178 4.2).
func negotiation(tag byte, d der, depth int) []Message {
	seq := d.into(0x30)
	var mechs []string
	var out []Message
	seq.fields(func(n int, c der) {
		switch {
		case n == 0 && tag == 0xa0:
			list := c.into(0x30)
			for len(mechs) < 16 {
				_, oid, ok := list.next()
				if !ok {
					break
				}
				mechs = append(mechs, mech.Name(oid.b))
			}
		case n == 2:
			out = append(out, nested(c.bytes(), depth+1)...)
		}
	})
	if len(out) > 0 {
		out[0].Mechs = mechs
	}
	return out
}
