package recording

import (
	"adwalk/ad"
	"encoding/binary"
	"strings"
	"time"
)

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

// part notes the encryption type of an encrypted part that nothing else says.
func part(m *Message, d der) {
	if et, _ := encrypted(d); et != 0 && len(m.PartETypes) < 16 {
		m.PartETypes = append(m.PartETypes, et)
	}
}

// principal reads PrincipalName (RFC 4120 5.2.2) as "http/web.contoso.lab"; "" for one of
// which the end is missing.
func principal(d der) string {
	seq := d.into(0x30)
	var parts []string
	cut := false
	seq.fields(func(n int, c der) {
		if n != 1 {
			return
		}
		list := c.into(0x30)
		cut = cut || list.cut
		for len(parts) < 16 {
			_, s, ok := list.next()
			if !ok {
				return
			}
			parts = append(parts, clip(s.b))
		}
	})
	if cut {
		return ""
	}
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
