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
			return []Message{userToUser(TGTReq, d.b[2:])}
		case 0x0401:
			return []Message{userToUser(TGTRep, d.b[2:])}
		}
		return nested(d.b[2:], depth+1)
	}
	return nested(d.b, depth+1)
}

// userToUser reads the question for a server's TGT, with the server's name and realm, and
// the answer with the ticket (draft-swift-win2k-krb-user2user 3).
func userToUser(kind Kind, b []byte) Message {
	m := Message{Kind: kind}
	d := der{b: b}
	seq := d.into(0x30)
	seq.fields(func(n int, c der) {
		switch {
		case n == 2 && kind == TGTReq:
			m.Service = principal(c)
		case n == 3 && kind == TGTReq:
			m.Realm = c.str()
		case n == 2:
			m.Ticket = ticket(c)
		}
	})
	ofTicket(&m)
	return m
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
