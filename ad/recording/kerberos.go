package recording

import (
	"encoding/binary"
	"strings"
	"time"

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
						m.ETypes = append(m.ETypes, ad.EType(list.number()))
						list.next()
					}
				}
			})
		}
	})
	if m.Kind == ASReq {
		m.CRealm = m.Realm
	}
}

// The pre-authentication types that are looked into (RFC 4120 7.5.2, RFC 6113, MS-SFU 2.2.1).
const (
	paTGSReq     = 1
	paETypeInfo2 = 19
	paForUser    = 129
	paFXFast     = 136
)

func readPreauth(m *Message, list der) {
	for len(m.Preauth) < 64 {
		tag, c, ok := list.next()
		if !ok || tag != 0x30 {
			return
		}
		var typ int64
		var value []byte
		c.fields(func(n int, c der) {
			switch n {
			case 1:
				typ = c.number()
			case 2:
				value = c.bytes()
			}
		})
		m.Preauth = append(m.Preauth, int(typ))
		switch typ {
		case paTGSReq:
			if inner, ok := kerberos(value); ok && inner.Kind == APReq {
				m.Ticket, m.ReplyEType = inner.Ticket, inner.ReplyEType
			}
		case paForUser:
			d := der{b: value}
			seq := d.into(0x30)
			realm := ""
			seq.fields(func(n int, c der) {
				switch n {
				case 0:
					m.User = principal(c)
				case 1:
					realm = c.str()
				}
			})
			if m.User != "" && realm != "" {
				m.User += "@" + realm
			}
		case paFXFast:
			m.FAST = true
			readArmor(m, der{b: value})
		case paETypeInfo2:
			readETypeInfo2(m, der{b: value})
		}
	}
}

// readArmor finds the ticket of PA-FX-FAST-REQUEST's armour (RFC 6113 5.4.2): a choice
// of [0] with armored-data, whose [0] is KrbFastArmor with an AP-REQ in [1].
func readArmor(m *Message, d der) {
	choice := d.into(0xa0)
	data := choice.into(0x30)
	data.fields(func(n int, c der) {
		if n != 0 {
			return
		}
		armor := c.into(0x30)
		armor.fields(func(n int, c der) {
			if n != 1 {
				return
			}
			if inner, ok := kerberos(c.bytes()); ok && inner.Kind == APReq {
				m.Armor = inner.Ticket
			}
		})
	})
}

func readETypeInfo2(m *Message, d der) {
	list := d.into(0x30)
	for len(m.Hints) < 32 {
		tag, c, ok := list.next()
		if !ok || tag != 0x30 {
			return
		}
		var h Hint
		c.fields(func(n int, c der) {
			switch n {
			case 0:
				h.EType = ad.EType(c.number())
			case 1:
				h.Salt = c.str()
			}
		})
		m.Hints = append(m.Hints, h)
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
	if m.Ticket != nil {
		m.Service, m.Realm = m.Ticket.Service, m.Ticket.Realm
	}
}

// readFailure reads KRB-ERROR (RFC 4120 5.9.1).
func readFailure(m *Message, seq der) {
	e := &Error{}
	m.Error = e
	var data []byte
	seq.fields(func(n int, c der) {
		switch n {
		case 4:
			e.Server = kerberosTime(c.str())
		case 6:
			e.Code = int(int32(c.number()))
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
	e.Name = ad.KDCErrorName(e.Code)
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

// ticket reads Ticket (RFC 4120 5.3), nil for what is none.
func ticket(d der) *Ticket {
	app := d.into(0x61)
	seq := app.into(0x30)
	if len(seq.b) == 0 {
		return nil
	}
	t := &Ticket{}
	seq.fields(func(n int, c der) {
		switch n {
		case 1:
			t.Realm = c.str()
		case 2:
			t.Service = principal(c)
		case 3:
			t.EType, t.Kvno = encrypted(c)
		}
	})
	return t
}

// encrypted reads the type and key version of EncryptedData (RFC 4120 5.2.9).
func encrypted(d der) (et ad.EType, kvno int) {
	seq := d.into(0x30)
	seq.fields(func(n int, c der) {
		switch n {
		case 0:
			et = ad.EType(c.number())
		case 1:
			kvno = int(uint32(c.number()))
		}
	})
	return et, kvno
}

// principal reads PrincipalName (RFC 4120 5.2.2) as "http/web.contoso.lab".
func principal(d der) string {
	seq := d.into(0x30)
	var parts []string
	seq.fields(func(n int, c der) {
		if n != 1 {
			return
		}
		list := c.into(0x30)
		for len(parts) < 16 {
			_, s, ok := list.next()
			if !ok {
				return
			}
			parts = append(parts, clip(s.b))
		}
	})
	return strings.Join(parts, "/")
}

// optionNames are the KDC options that tell something about a login
// (RFC 4120 5.4.1, RFC 6806 for canonicalize, MS-SFU 2.2.3 for bit 14).
var optionNames = []struct {
	bit  int
	name string
}{
	{1, "forwardable"}, {2, "forwarded"}, {3, "proxiable"}, {8, "renewable"},
	{14, "cname-in-addl-tkt"}, {15, "canonicalize"}, {28, "enc-tkt-in-skey"}, {30, "renew"}, {31, "validate"},
}

func kdcOptions(d der) []string {
	tag, c, ok := d.next()
	if !ok || tag != 0x03 || len(c.b) < 5 {
		return nil
	}
	bits := binary.BigEndian.Uint32(c.b[1:5])
	var out []string
	for _, o := range optionNames {
		if bits&(1<<(31-o.bit)) != 0 {
			out = append(out, o.name)
		}
	}
	return out
}

// kerberosTime reads "20261128171530Z"; zero for anything else.
func kerberosTime(s string) time.Time {
	t, err := time.Parse("20060102150405Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}
