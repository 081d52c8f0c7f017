package ldapd

import (
	"testing"

	"github.com/jcmturner/gokrb5/v8/types"
)

func FuzzUnwrap(f *testing.F) {
	key := types.EncryptionKey{KeyType: 18, KeyValue: make([]byte, 32)}
	f.Add([]byte{5, 4, 4, 0xff, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7})
	f.Add(append([]byte{5, 4, 6, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 7}, make([]byte, 60)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, err := newWrapper(key, true, 1, 7)
		if err != nil {
			t.Fatal(err)
		}
		if m, _, err := w.unwrap(b); err == nil {
			t.Errorf("a token that nobody made was accepted: %x", m)
		}
	})
}
