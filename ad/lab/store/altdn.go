package store

import (
	"strings"

	"adwalk/ad"
)

// named finds the object that <GUID=…> or <SID=…> stands for (MS-ADTS
// 3.1.1.3.1.2.4) and returns its normalised DN; ok is false for any other text. The
// caller holds the lock.
func (t *Tree) named(base string) (norm string, ok bool) {
	text, ok := strings.CutPrefix(base, "<")
	text, end := strings.CutSuffix(text, ">")
	kind, value, is := strings.Cut(text, "=")
	if !ok || !end || !is {
		return "", false
	}
	for _, norm := range t.order {
		e := t.entries[norm]
		if e == nil {
			continue
		}
		switch strings.ToUpper(kind) {
		case "GUID":
			if id, err := ad.DecodeGUID(e.GUID[:]); err == nil && strings.EqualFold(id, value) {
				return norm, true
			}
		case "SID":
			if v := e.Get("objectSid"); len(v) > 0 {
				if sid, err := ad.DecodeSID(v[0]); err == nil && strings.EqualFold(sid, value) {
					return norm, true
				}
			}
		}
	}
	return base, true
}
