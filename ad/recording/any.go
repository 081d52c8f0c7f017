package recording

import (
	"bytes"

	"adwalk/ad/mech"
)

// apMarks are what stands before an AP message in a GSS token: the mechanism and
// the identifier of the token (RFC 4121 4.1).
var apMarks = [][]byte{mech.Kerberos, mech.MSKerberos}

const maxMark = 16 // bytes of the longest mark and what must follow it

// splitAny searches a stream that is not understood for Kerberos tokens in the clear.
// What lies before one is passed over.
func splitAny(_ *half, b []byte) (total, want int) {
	at, ok := findToken(b)
	if !ok {
		// Keep as much as may be the beginning of a mark.
		if keep := min(len(b), maxMark); len(b) > keep {
			return len(b) - keep, len(b) - keep
		}
		return 0, 0
	}
	if at > 0 {
		return at, at
	}
	n, head, _ := berLength(b)
	return n + head, min(n+head, maxFrame)
}

// findToken returns where an AP-REQ, AP-REP or KRB-ERROR with its mark before it
// begins.
func findToken(b []byte) (int, bool) {
	// A token at the very front is one whose mark was passed over before.
	if kind := kerberosKinds[b[0]]; kind != "" {
		if n, head, ok := berLength(b); ok && n > 20 && n < 64<<10 && len(b) > head && b[head] == 0x30 {
			return 0, true
		}
	}
	for from := 0; ; {
		best := -1
		for _, m := range apMarks {
			if i := bytes.Index(b[from:], m); i >= 0 && (best < 0 || from+i < best) {
				best = from + i
			}
		}
		if best < 0 {
			return 0, false
		}
		at := best + len(mech.Kerberos)
		if at+4 > len(b) {
			return 0, false
		}
		if b[at] <= 3 && b[at+1] == 0 && kerberosKinds[b[at+2]] != "" {
			return at + 2, true
		}
		from = at
	}
}
