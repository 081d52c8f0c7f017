package recording

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

var ntlmSignature = []byte("NTLMSSP\x00")

// ntlm reads the names in an NTLM message (MS-NLMP 2.2.1). The challenge and what
// answers it are not touched.
func ntlm(b []byte) (Message, bool) {
	if len(b) < 12 || !bytes.HasPrefix(b, ntlmSignature) {
		return Message{}, false
	}
	m := Message{NTLM: &NTLM{}}
	switch binary.LittleEndian.Uint32(b[8:]) {
	case 1:
		m.Kind = NTLMNegotiate
	case 2:
		m.Kind = NTLMChallenge
		for id, v := range pairs(ntlmField(b, 40)) {
			if id == 3 { // MsvAvDnsComputerName
				m.NTLM.Server = v
			}
		}
	case 3:
		m.Kind = NTLMAuth
		wide := len(b) < 64 || binary.LittleEndian.Uint32(b[60:])&1 != 0 // NEGOTIATE_UNICODE
		m.NTLM.Domain = ntlmText(ntlmField(b, 28), wide)
		m.NTLM.User = ntlmText(ntlmField(b, 36), wide)
		m.NTLM.Workstation = ntlmText(ntlmField(b, 44), wide)
		// NTLMv2_CLIENT_CHALLENGE: the pairs begin 16 + 28 bytes into the response.
		if r := ntlmField(b, 20); len(r) > 44 {
			m.NTLM.Target = pairs(r[44:])[9] // MsvAvTargetName
		}
	default:
		return Message{}, false
	}
	return m, true
}

// ntlmField returns what a field's length and offset at position at point to.
func ntlmField(b []byte, at int) []byte {
	if len(b) < at+8 {
		return nil
	}
	n, off := int(binary.LittleEndian.Uint16(b[at:])), int64(binary.LittleEndian.Uint32(b[at+4:]))
	if off+int64(n) > int64(len(b)) {
		return nil
	}
	return b[off : off+int64(n)]
}

// pairs reads AV_PAIRs (MS-NLMP 2.2.2.1) that hold names.
func pairs(b []byte) map[uint16]string {
	out := map[uint16]string{}
	for i := 0; i < 32 && len(b) >= 4; i++ {
		id, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if id == 0 || n > len(b)-4 {
			break
		}
		if id <= 5 || id == 9 {
			out[id] = ntlmText(b[4:4+n], true)
		}
		b = b[4+n:]
	}
	return out
}

func ntlmText(b []byte, wide bool) string {
	if !wide {
		return clip(b)
	}
	if len(b) > 2*maxText {
		b = b[:2*maxText]
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}
