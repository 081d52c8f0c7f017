package lab

import (
	"encoding/binary"
	"strings"
	"time"

	"adwalk/ad/lab/store"
)

// KeytabPrefix is what the names of the lab's keytabs begin with.
const KeytabPrefix = "lab:"

// Keytab is a keytab of one of the lab's servers as a file (MIT krb5, keytab file
// format, version 2), by its name: "lab:app.keytab". It is nil where there is none.
func (l *Lab) Keytab(name string) []byte {
	k := l.Forest.Keytabs[strings.TrimPrefix(name, KeytabPrefix)]
	if k == nil || !strings.HasPrefix(name, KeytabPrefix) {
		return nil
	}
	text := func(b []byte, s string) []byte {
		return append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...)
	}
	out := []byte{5, 2}
	written := uint32(l.Forest.Now().Add(-24 * time.Hour).Unix())
	for _, e := range k.Entries {
		key, ok := store.DeriveKey(e.Password, e.Salt, e.EType)
		if !ok {
			continue
		}
		parts := strings.Split(e.Principal, "/")
		b := binary.BigEndian.AppendUint16(nil, uint16(len(parts)))
		b = text(b, e.Realm)
		for _, p := range parts {
			b = text(b, p)
		}
		b = binary.BigEndian.AppendUint32(b, 1) // KRB5_NT_PRINCIPAL
		b = binary.BigEndian.AppendUint32(b, written)
		b = append(b, byte(e.KVNO))
		b = binary.BigEndian.AppendUint16(b, uint16(e.EType))
		b = text(b, string(key.KeyValue))
		b = binary.BigEndian.AppendUint32(b, uint32(e.KVNO))
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(b))), b...)
	}
	return out[:max(0, len(out)-k.Cut)]
}
