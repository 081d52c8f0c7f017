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
	s := strconv.AppendUint(append(make([]byte, 0, 64), "S-1-"...), authority, 10)
	for i := 8; i < len(b); i += 4 {
		s = strconv.AppendUint(append(s, '-'), uint64(binary.LittleEndian.Uint32(b[i:])), 10)
	}
	return string(s), nil
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
	// The first three parts are little-endian numbers.
	big := [16]byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]}
	out := make([]byte, 0, 36)
	for i, end := range []int{4, 6, 8, 10, 16} {
		if i > 0 {
			out = append(out, '-')
		}
		out = hex.AppendEncode(out, big[[]int{0, 4, 6, 8, 10}[i]:end])
	}
	return string(out), nil
}
