package recording

import "adwalk/ad"

// The pre-authentication types that are looked into (RFC 4120 7.5.2, RFC 6113, MS-SFU 2.2.1).
const (
	paTGSReq     = 1
	paTimestamp  = 2
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
		case paTimestamp:
			part(m, der{b: value})
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

// readArmor looks into PA-FX-FAST (RFC 6113 5.4.2 and 5.4.3): a choice of [0] with
// armoured data. That of a request holds KrbFastArmor with an AP-REQ in [0] and the
// request encrypted in [2], that of an answer the answer encrypted in [0].
func readArmor(m *Message, d der) {
	choice := d.into(0xa0)
	data := choice.into(0x30)
	data.fields(func(n int, c der) {
		switch {
		case n == 2:
			part(m, c)
		case n == 0 && !request(m.Kind):
			part(m, c)
		case n == 0:
			armor := c.into(0x30)
			armor.fields(func(n int, c der) {
				if n != 1 {
					return
				}
				if inner, ok := kerberos(c.bytes()); ok && inner.Kind == APReq {
					m.Armor = inner.Ticket
					if inner.ReplyEType != 0 {
						m.PartETypes = append(m.PartETypes, inner.ReplyEType)
					}
				}
			})
		}
	})
}

func request(k Kind) bool { return k == ASReq || k == TGSReq }

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
