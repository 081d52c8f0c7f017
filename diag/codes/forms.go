package codes

import (
	"fmt"
	"strconv"
)

// forms lists the ways in which a 32-bit status is written: hexadecimal with
// and without 0x, unsigned and signed decimal.
func forms(v uint32) []string {
	out := []string{fmt.Sprintf("0x%x", v)}
	if v < 0x10000000 {
		out = append(out, fmt.Sprintf("0x%08x", v))
	}
	if v >= 0x80000000 {
		out = append(out, fmt.Sprintf("%08x", v), strconv.FormatUint(uint64(v), 10), strconv.FormatInt(int64(int32(v)), 10))
	}
	return out
}
