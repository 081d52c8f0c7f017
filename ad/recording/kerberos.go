package recording

import (
	"encoding/binary"

	"adwalk/ad"
)

// The application tags of Kerberos messages (RFC 4120 5.10).
var kerberosKinds = map[byte]Kind{
	0x6a: ASReq, 0x6b: ASRep, 0x6c: TGSReq, 0x6d: TGSRep, 0x6e: APReq, 0x6f: APRep,
	0x74: KRBSafe, 0x75: KRBPriv, 0x76: KRBCred, 0x7e: KRBError,
}

// kerberos decodes one message. It reports false for what is none: the tag alone
// decides nothing, the message must say its own type too.
func kerberos(b []byte) (Message, bool) {
	d := der{b: b}
	tag, body, ok := d.next()
	kind := kerberosKinds[tag]
	if !ok || kind == "" {
		return Message{}, false
	}
	m := Message{Kind: kind, Cut: d.cut}
	seq := body.into(0x30)
	if seq.b == nil || !versionAndType(seq, kind) {
		return Message{}, false
	}
	switch kind {
	case ASReq, TGSReq:
		readRequest(&m, seq)
	case ASRep, TGSRep:
		readReply(&m, seq)
	case APReq:
		readAPRequest(&m, seq)
	case APRep:
		seq.fields(func(n int, c der) {
			if n == 2 {
				m.ReplyEType, _ = encrypted(c)
			}
		})
	case KRBError:
		readFailure(&m, seq)
	case KRBPriv:
		seq.fields(func(n int, c der) {
			if n == 3 {
				part(&m, c)
			}
		})
	case KRBCred:
		seq.fields(func(n int, c der) {
			switch n {
			case 2:
				list := c.into(0x30)
				m.Ticket = ticket(list)
			case 3:
				part(&m, c)
			}
		})
		ofTicket(&m)
	}
	return m, true
}

// versionAndType holds pvno (5) and msg-type against the kind. They are the first
// two fields, tagged 0 and 1, but in KDC-REQ 1 and 2.
func versionAndType(seq der, kind Kind) bool {
	first := 0
	if kind == ASReq || kind == TGSReq {
		first = 1
	}
	version, typ := int64(-1), int64(-1)
	seq.fields(func(n int, c der) {
		switch n {
		case first:
			version = c.number()
		case first + 1:
			typ = c.number()
		}
	})
	return version == 5 && kerberosKinds[0x60|byte(typ&0x1f)] == kind
}

// readRequest reads KDC-REQ (RFC 4120 5.4.1).
func readRequest(m *Message, seq der) {
	seq.fields(func(n int, c der) {
		switch n {
		case 3:
			readPreauth(m, c.into(0x30))
		case 4:
			body := c.into(0x30)
			body.fields(func(n int, c der) {
				switch n {
				case 0:
					m.Options = kdcOptions(c)
				case 1:
					m.Client = principal(c)
				case 2:
					m.Realm = c.str()
				case 3:
					m.Service = principal(c)
				case 8:
					list := c.into(0x30)
					for len(list.b) > 0 && len(m.ETypes) < 64 {
						v, whole := list.known()
						if !whole {
							break
						}
						m.ETypes = append(m.ETypes, ad.EType(v))
						list.next()
					}
				case 10: // enc-authorization-data
					part(m, c)
				case 11:
					list := c.into(0x30)
					m.Second = ticket(list)
				}
			})
		}
	})
	if m.Kind == ASReq {
		m.CRealm = m.Realm
	}
}

// readReply reads KDC-REP (RFC 4120 5.4.2).
func readReply(m *Message, seq der) {
	seq.fields(func(n int, c der) {
		switch n {
		case 2:
			readPreauth(m, c.into(0x30))
		case 3:
			m.CRealm = c.str()
		case 4:
			m.Client = principal(c)
		case 5:
			m.Ticket = ticket(c)
		case 6:
			m.ReplyEType, _ = encrypted(c)
		}
	})
	ofTicket(m)
}

// ofTicket takes the service and the realm from the message's ticket.
func ofTicket(m *Message) {
	if m.Ticket != nil {
		m.Service, m.Realm = m.Ticket.Service, m.Ticket.Realm
	}
}

// readAPRequest reads AP-REQ (RFC 4120 5.5.1).
func readAPRequest(m *Message, seq der) {
	seq.fields(func(n int, c der) {
		switch n {
		case 3:
			m.Ticket = ticket(c)
		case 4:
			m.ReplyEType, _ = encrypted(c)
		}
	})
	ofTicket(m)
}

// readFailure reads KRB-ERROR (RFC 4120 5.9.1).
func readFailure(m *Message, seq der) {
	e := &Error{}
	code := false
	var data []byte
	seq.fields(func(n int, c der) {
		switch n {
		case 4:
			e.Server = kerberosTime(c.str())
		case 6:
			var v int64
			v, code = c.known()
			e.Code = int(int32(v))
		case 7:
			m.CRealm = c.str()
		case 8:
			m.Client = principal(c)
		case 9:
			m.Realm = c.str()
		case 10:
			m.Service = principal(c)
		case 11:
			e.Text = c.str()
		case 12:
			data = c.bytes()
		}
	})
	if !code {
		return // which error it is was cut off: Error stays nil
	}
	e.Name = ad.KDCErrorName(e.Code)
	m.Error = e
	readErrorData(m, data)
}

// readErrorData reads what stands in e-data: METHOD-DATA (RFC 4120 5.9.1) or a single
// KERB-ERROR-DATA of type 3 (MS-KILE 2.2.2).
func readErrorData(m *Message, data []byte) {
	d := der{b: data}
	seq := d.into(0x30)
	if len(seq.b) == 0 {
		return
	}
	if seq.b[0] == 0x30 {
		readPreauth(m, seq)
		return
	}
	var typ int64
	var value []byte
	seq.fields(func(n int, c der) {
		switch n {
		case 1:
			typ = c.number()
		case 2:
			value = c.bytes()
		}
	})
	if typ == 3 && len(value) >= 4 {
		m.Error.NTStatus = binary.LittleEndian.Uint32(value)
	}
}
