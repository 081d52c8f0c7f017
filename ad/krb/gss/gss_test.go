package gss

import (
	"bytes"
	"errors"
	"testing"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/types"
)

// keys are one for each kind of token.
func keys() map[string]types.EncryptionKey {
	out := map[string]types.EncryptionKey{}
	for name, k := range map[string]struct {
		etype ad.EType
		size  int
	}{"AES128": {ad.ETypeAES128, 16}, "AES256": {ad.ETypeAES256, 32}, "AES256-SHA2": {ad.ETypeAES256SHA, 32}, "RC4": {ad.ETypeRC4, 16}} {
		out[name] = types.EncryptionKey{KeyType: int32(k.etype), KeyValue: bytes.Repeat([]byte{0x5a}, k.size)}
	}
	return out
}

// acceptorToken makes a token as the other side would. Only for tests: the
// other side's keys and direction are swapped in by hand.
func acceptorToken(t testing.TB, key types.EncryptionKey, message []byte, seal bool, n uint64, rrc int) []byte {
	t.Helper()
	if ad.EType(key.KeyType) == ad.ETypeRC4 {
		r, err := newRC4(key.KeyValue)
		if err != nil {
			t.Fatal(err)
		}
		token, err := r.wrap(message, seal, n)
		if err != nil {
			t.Fatal(err)
		}
		b, err := stripDER(0x60, token)
		if err != nil {
			t.Fatal(err)
		}
		parts := b[len(rc4OID):]
		number := parts[8:16]
		if err := r.cryptSequence(parts[16:24], number); err != nil {
			t.Fatal(err)
		}
		copy(number[4:], fromAcceptor)
		if err := r.cryptSequence(parts[16:24], number); err != nil {
			t.Fatal(err)
		}
		return token
	}
	a, err := newAES(key, true)
	if err != nil {
		t.Fatal(err)
	}
	h := header(a.flags|sentByAcceptor, 0, n)
	var body []byte
	if seal {
		h[2] |= isSealed
		_, body, err = a.etype.EncryptMessage(key.KeyValue, append(bytes.Clone(message), h...), usageAcceptorSeal)
	} else {
		var sum []byte
		sum, err = a.etype.GetChecksumHash(key.KeyValue, append(bytes.Clone(message), h...), usageAcceptorSeal)
		h[5] = byte(len(sum))
		body = append(bytes.Clone(message), sum...)
	}
	if err != nil {
		t.Fatal(err)
	}
	if rrc > 0 { // rotated to the right
		cut := len(body) - rrc%len(body)
		body = append(bytes.Clone(body[cut:]), body[:cut]...)
		h[6], h[7] = byte(rrc>>8), byte(rrc)
	}
	return append(h, body...)
}

func open(t testing.TB, key types.EncryptionKey, first uint64) *Context {
	t.Helper()
	c, err := newCipher(key, true)
	if err != nil {
		t.Fatal(err)
	}
	return &Context{cipher: c, receive: first}
}

func TestTokensOfTheOtherSide(t *testing.T) {
	for name, key := range keys() {
		for _, seal := range []bool{true, false} {
			for _, rrc := range []int{0, 12, 28, 5000} {
				c := open(t, key, 0xffffffff) // the number goes on past 32 bits
				for i, message := range []string{"", "one", string(make([]byte, 5000))} {
					n := c.cipher.sequence(0xffffffff + uint64(i))
					got, sealed, err := c.Unwrap(acceptorToken(t, key, []byte(message), seal, n, rrc))
					if err != nil || sealed != seal || string(got) != message {
						t.Fatalf("%s, sealed %v, rotated by %d: %d bytes, %v, %v", name, seal, rrc, len(got), sealed, err)
					}
				}
			}
		}
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	for name, key := range keys() {
		for _, seal := range []bool{true, false} {
			token := acceptorToken(t, key, []byte("message"), seal, 5, 0)
			c := open(t, key, 5)
			for i := range token {
				for _, bit := range []byte{1, 0x80} {
					damaged := bytes.Clone(token)
					damaged[i] ^= bit
					if _, _, err := c.Unwrap(damaged); err == nil {
						t.Errorf("%s, sealed %v: byte %d changed and nobody noticed", name, seal, i)
					}
				}
				if _, _, err := c.Unwrap(token[:i]); err == nil {
					t.Errorf("%s, sealed %v: cut to %d bytes and nobody noticed", name, seal, i)
				}
			}
			c = open(t, key, 5)
			if _, _, err := c.Unwrap(token); err != nil {
				t.Fatal(err)
			}
			if _, _, err := c.Unwrap(token); !errors.Is(err, errSequence) {
				t.Errorf("%s: a replay gives %v", name, err)
			}
			if _, _, err := c.Unwrap(acceptorToken(t, key, nil, seal, 7, 0)); !errors.Is(err, errSequence) {
				t.Errorf("%s: a gap gives %v", name, err)
			}
			own, err := c.Wrap([]byte("ours"), seal)
			if err != nil || len(own) > 4+c.Overhead(seal) {
				t.Errorf("%s: %d bytes, %v", name, len(own), err)
			}
			if _, _, err := c.Unwrap(own); err == nil {
				t.Errorf("%s: our own token came back and was taken", name)
			}
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	for _, key := range keys() {
		f.Add(acceptorToken(f, key, []byte("seed"), true, 5, 12))
		f.Add(acceptorToken(f, key, []byte("seed"), false, 5, 0))
	}
	all := keys()
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, key := range all {
			_, _, _ = open(t, key, 5).Unwrap(b)
		}
	})
}

func BenchmarkSealed64K(b *testing.B) {
	key := keys()["AES256"]
	token := acceptorToken(b, key, make([]byte, 64<<10), true, 5, 0)
	b.SetBytes(64 << 10)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := open(b, key, 5).Unwrap(token); err != nil {
			b.Fatal(err)
		}
	}
}
