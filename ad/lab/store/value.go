package store

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

// timeLayout is LDAP generalized time as a domain controller writes it.
const timeLayout = "20060102150405.0Z"

// FormatTime renders a time as generalized time, UTC.
func FormatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

func parseInt(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return n, err == nil
}

// fold is the key under which two values of a syntax are equal.
func fold(syntax Syntax, v []byte) string {
	switch syntax {
	case Octets:
		return string(v)
	case GUID:
		if g, ok := guidFromText(string(v)); ok {
			return string(g)
		}
		return string(v)
	case SID:
		if len(v) > 1 && (v[0] == 'S' || v[0] == 's') { // octets begin with 1, their version
			if b, err := ad.EncodeSID(string(v)); err == nil {
				return string(b)
			}
		}
		return string(v)
	case Integer:
		if n, ok := parseInt(string(v)); ok {
			return strconv.FormatInt(n, 10)
		}
		return string(v)
	case Name:
		if n, ok := NormDN(string(v)); ok {
			return n
		}
		return strings.ToLower(string(v))
	}
	return strings.ToLower(string(v))
}

// valid says whether a value may be stored under a syntax.
func valid(syntax Syntax, v []byte) bool {
	switch syntax {
	case Integer:
		_, ok := parseInt(string(v))
		return ok
	case Name:
		_, ok := NormDN(string(v))
		return ok && len(v) > 0
	case Boolean:
		return string(v) == "TRUE" || string(v) == "FALSE"
	case Time:
		_, err := time.Parse(timeLayout, string(v))
		return err == nil
	}
	return len(v) > 0
}

// compare orders two values of a syntax for >= and <=.
func compare(syntax Syntax, a, b []byte) int {
	if syntax == Integer {
		x, okX := parseInt(string(a))
		y, okY := parseInt(string(b))
		if okX && okY {
			switch {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		}
	}
	return bytes.Compare([]byte(fold(syntax, a)), []byte(fold(syntax, b)))
}

// guidFromText reads the textual form of MS-DTYP 2.3.4.3, with or without
// braces, into the wire order.
func guidFromText(s string) ([]byte, bool) {
	h := strings.ReplaceAll(strings.Trim(s, "{}"), "-", "")
	if len(h) != 32 {
		return nil, false
	}
	b, err := hex.DecodeString(h)
	if err != nil {
		return nil, false
	}
	out := make([]byte, 16)
	binary.LittleEndian.PutUint32(out, binary.BigEndian.Uint32(b))
	binary.LittleEndian.PutUint16(out[4:], binary.BigEndian.Uint16(b[4:]))
	binary.LittleEndian.PutUint16(out[6:], binary.BigEndian.Uint16(b[6:]))
	copy(out[8:], b[8:])
	return out, true
}

func guidText(g [16]byte) string {
	s, err := ad.DecodeGUID(g[:])
	if err != nil {
		return fmt.Sprintf("%x", g)
	}
	return s
}
