package krb

import (
	"encoding/hex"
	"testing"
	"time"
)

// A KRB-ERROR comes from whoever answers on the KDC's port: its e-data holds
// other people's structures inside structures.
func FuzzKDCError(f *testing.F) {
	for _, s := range []string{
		"7e5c305aa003020105a10302011ea411180f32303236313132313135303030305aa505020300e8a1a603020107a9061b04",
		"3015a103020103a20e040c220000c00000000001000000",
		"300e300ca103020103a2050403220000",
	} {
		b, err := hex.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		now := time.Unix(1700000000, 0)
		if e, err := parseError(b, now, now.Add(time.Second)); err == nil {
			_ = e.Error()
		}
		ntStatus(b)
		padata(b)
	})
}
