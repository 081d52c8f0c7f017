package krb

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"fmt"
	"sync"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/types"
)

// derivedKeys keeps the keys that are derived from a session key (RFC 3961
// 5.3): they are the same for every request made with a ticket, and deriving
// them costs more than using them.
type derivedKeys struct {
	mu   sync.Mutex
	keys map[[5]byte][]byte
}

// The last byte of a derivation constant.
const (
	forChecksum   = 0x99
	forEncryption = 0xaa
	forIntegrity  = 0x55
)

func (d *derivedKeys) get(key types.EncryptionKey, usage uint32, purpose byte) ([]byte, error) {
	c := [5]byte{byte(usage >> 24), byte(usage >> 16), byte(usage >> 8), byte(usage), purpose}
	d.mu.Lock()
	defer d.mu.Unlock()
	if k, ok := d.keys[c]; ok {
		return k, nil
	}
	et, err := crypto.GetEtype(key.KeyType)
	if err != nil {
		return nil, err
	}
	k, err := et.DeriveKey(key.KeyValue, c[:])
	if err != nil {
		return nil, fmt.Errorf("deriving a key: %w", err)
	}
	if d.keys == nil {
		d.keys = map[[5]byte][]byte{}
	}
	d.keys[c] = k
	return k, nil
}

// aesSHA1 says whether RFC 3962 applies: the two types that are used nearly
// always. The others go the library's way.
func aesSHA1(etype int32) bool { return etype == 17 || etype == 18 }

// macSize is the length of the truncated HMAC-SHA1 (RFC 3962 6).
const macSize = 12

func mac(key, data []byte) []byte {
	h := hmac.New(sha1.New, key)
	h.Write(data)
	return h.Sum(nil)[:macSize]
}

// checksum seals data with the ticket's session key; it returns the type of
// the checksum too.
func (t *Ticket) checksum(data []byte, usage uint32) (types.Checksum, error) {
	et, err := crypto.GetEtype(t.key.KeyType)
	if err != nil {
		return types.Checksum{}, err
	}
	out := types.Checksum{CksumType: et.GetHashID()}
	if aesSHA1(t.key.KeyType) {
		kc, err := t.derived.get(t.key, usage, forChecksum)
		if err != nil {
			return out, err
		}
		out.Checksum = mac(kc, data)
		return out, nil
	}
	out.Checksum, err = et.GetChecksumHash(t.key.KeyValue, data, usage)
	return out, err
}

// encrypt encrypts with the ticket's session key (RFC 3961 5.3).
func (t *Ticket) encrypt(plain []byte, usage uint32) ([]byte, error) {
	et, err := crypto.GetEtype(t.key.KeyType)
	if err != nil {
		return nil, err
	}
	if !aesSHA1(t.key.KeyType) {
		_, cipher, err := et.EncryptMessage(t.key.KeyValue, plain, usage)
		return cipher, err
	}
	ke, err := t.derived.get(t.key, usage, forEncryption)
	if err != nil {
		return nil, err
	}
	ki, err := t.derived.get(t.key, usage, forIntegrity)
	if err != nil {
		return nil, err
	}
	in := make([]byte, 16+len(plain))
	if _, err := rand.Read(in[:16]); err != nil {
		return nil, err
	}
	copy(in[16:], plain)
	sum := mac(ki, in)
	_, cipher, err := et.EncryptData(ke, in)
	if err != nil {
		return nil, err
	}
	return append(cipher, sum...), nil
}

// decrypt opens what was encrypted with the ticket's session key.
func (t *Ticket) decrypt(ed types.EncryptedData, usage uint32) ([]byte, error) {
	if !aesSHA1(t.key.KeyType) || ed.EType != t.key.KeyType || len(ed.Cipher) <= shortestCipher[ed.EType] {
		return decrypt(ed, t.key, usage) // the library's way, or its error
	}
	et, err := crypto.GetEtype(t.key.KeyType)
	if err != nil {
		return nil, err
	}
	ke, err := t.derived.get(t.key, usage, forEncryption)
	if err != nil {
		return nil, err
	}
	ki, err := t.derived.get(t.key, usage, forIntegrity)
	if err != nil {
		return nil, err
	}
	end := len(ed.Cipher) - macSize
	plain, err := et.DecryptData(ke, ed.Cipher[:end])
	if err != nil || len(plain) < 16 || !hmac.Equal(mac(ki, plain), ed.Cipher[end:]) {
		return nil, errDecrypt
	}
	return plain[16:], nil
}
