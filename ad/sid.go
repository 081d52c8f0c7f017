package ad

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// DecodeSID renders a binary security identifier (MS-DTYP 2.4.2.2) as
// "S-1-5-21-…". It returns an error for bytes of the wrong length or revision.
func DecodeSID(b []byte) (string, error) {
	if len(b) < 8 || b[0] != 1 || int(b[1]) > 15 || len(b) != 8+4*int(b[1]) {
		return "", errors.New("not a security identifier")
	}
	var authority uint64
	for _, c := range b[2:8] {
		authority = authority<<8 | uint64(c)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "S-1-%d", authority)
	for i := 8; i < len(b); i += 4 {
		fmt.Fprintf(&s, "-%d", binary.LittleEndian.Uint32(b[i:]))
	}
	return s.String(), nil
}

// EncodeSID is the inverse of DecodeSID.
func EncodeSID(s string) ([]byte, error) {
	parts := strings.Split(s, "-")
	if len(parts) < 3 || len(parts) > 18 || !strings.EqualFold(parts[0], "S") || parts[1] != "1" {
		return nil, fmt.Errorf("%q is not a security identifier", s)
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return nil, fmt.Errorf("%q is not a security identifier", s)
	}
	b := []byte{1, byte(len(parts) - 3), byte(authority >> 40), byte(authority >> 32),
		byte(authority >> 24), byte(authority >> 16), byte(authority >> 8), byte(authority)}
	for _, p := range parts[3:] {
		v, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%q is not a security identifier", s)
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b, nil
}

// DecodeGUID renders sixteen bytes as Windows writes them
// (MS-DTYP 2.3.4: the first three fields little-endian).
func DecodeGUID(b []byte) (string, error) {
	if len(b) != 16 {
		return "", errors.New("not a GUID")
	}
	return fmt.Sprintf("%08x-%04x-%04x-%s-%s", binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint16(b[4:]),
		binary.LittleEndian.Uint16(b[6:]), hex.EncodeToString(b[8:10]), hex.EncodeToString(b[10:])), nil
}
