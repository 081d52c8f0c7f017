package kdc

import (
	"testing"
	"time"

	"adwalk/ad/lab/forest"
)

func FuzzAnswer(f *testing.F) {
	world, err := forest.Contoso(time.Now)
	if err != nil {
		f.Fatal(err)
	}
	s := New(Config{Tree: world.Tree, Realm: world.Realm(), Default: func() int { return 0x27 },
		Trust: world.TrustLink, Foreign: world.ForeignRealm})
	f.Add([]byte{})
	f.Add([]byte{0x6a, 0x03, 0x30, 0x01, 0x00})
	f.Add([]byte{0x6c, 0x84, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		if got := s.Answer(b); got != nil && got[0]&0xe0 != 0x60 {
			t.Errorf("an answer that is no Kerberos message: %x", got)
		}
	})
}
