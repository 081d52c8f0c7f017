package probe

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"adwalk/ad/tds"
)

// Tokens of an answer (MS-TDS 2.2.7).
const (
	tokenError    = 0xaa
	tokenInfo     = 0xab
	tokenLoginAck = 0xad
	tokenEnvChg   = 0xe3
	tokenSSPI     = 0xed
	tokenDone     = 0xfd
)

// sqlHandshake are errors of SQL Server about the negotiation itself: the ticket was
// not taken. Any other error says nothing against the ticket: the login of a person
// without rights (18456), a database that is starting (18401).
var sqlHandshake = map[int32]bool{17806: true, 17807: true, 18452: true}

// sqlAnswer is what an answer to a login says.
type sqlAnswer struct {
	in     bool   // the login is acknowledged
	sspi   []byte // the server's token
	number int32  // of its first error, 0 without one
	text   string
}

// parseTokens reads the stream of tokens up to its end or to the first of a kind that
// no answer to a login has.
func parseTokens(b []byte) (sqlAnswer, error) {
	var out sqlAnswer
	known := false
	for len(b) > 0 {
		kind := b[0]
		if kind == tokenDone {
			return out, nil
		}
		if kind != tokenError && kind != tokenInfo && kind != tokenLoginAck && kind != tokenEnvChg && kind != tokenSSPI {
			break
		}
		if len(b) < 3 || len(b) < 3+int(binary.LittleEndian.Uint16(b[1:])) {
			return out, tds.ErrPacket
		}
		n := 3 + int(binary.LittleEndian.Uint16(b[1:]))
		in := b[3:n]
		b, known = b[n:], true
		switch kind {
		case tokenSSPI:
			out.sspi = in
		case tokenLoginAck:
			out.in = true
		case tokenError:
			if len(in) < 8 {
				return out, tds.ErrPacket
			}
			if out.number == 0 {
				out.number = int32(binary.LittleEndian.Uint32(in))
				out.text = ucs2(in[8:], int(binary.LittleEndian.Uint16(in[6:])))
			}
		}
	}
	if !known {
		return out, tds.ErrPacket
	}
	return out, nil
}

// ucs2 reads n characters of two bytes, or as many as there are.
func ucs2(b []byte, n int) string {
	units := make([]uint16, 0, min(n, len(b)/2))
	for i := 0; i < n && 2*i+1 < len(b); i++ {
		units = append(units, binary.LittleEndian.Uint16(b[2*i:]))
	}
	return strings.ToValidUTF8(string(utf16.Decode(units)), "?")
}
