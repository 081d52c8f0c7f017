package krb

import (
	"errors"
	"fmt"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Key usages (RFC 4120 7.5.1, MS-SFU 2.2.1).
const (
	usageASReqTimestamp   = 1
	usageTicket           = 2
	usageASRep            = 3
	usageTGSReqChecksum   = 6
	usageTGSReqAuth       = 7
	usageTGSRepSession    = 8
	usageAPReqAuth        = 11
	usageAPRep            = 12
	usageForUserChecksum  = 17
	maxStringToKeyRounds  = 1 << 20
	defaultS2KRounds      = 4096
	defaultS2KRoundsSHA2  = 32768
	chksumGSS             = 0x8003
	chksumForUserHMACMD5  = -138
	errTooShort           = "the encrypted part is too short"
	errDoesNotDecryptText = "it does not decrypt"
)

// errDecrypt is what a wrong key gives.
var errDecrypt = errors.New(errDoesNotDecryptText)

// shortestCipher is the least length of a message in each encryption type:
// gokrb5 slices before it looks.
var shortestCipher = map[int32]int{16: 8 + 20, 17: 16 + 12, 18: 16 + 12, 19: 16 + 16, 20: 16 + 24, 23: 16 + 8}

// decrypt opens an encrypted part. A wrong key, a tampered text and an
// unknown type are errors; no input panics.
func decrypt(ed types.EncryptedData, key types.EncryptionKey, usage uint32) (plain []byte, err error) {
	least, known := shortestCipher[key.KeyType]
	switch {
	case !known:
		return nil, fmt.Errorf("encryption type %s is not spoken here", ad.EType(key.KeyType))
	case ed.EType != key.KeyType:
		return nil, fmt.Errorf("it is encrypted with %s, the key is %s", ad.EType(ed.EType), ad.EType(key.KeyType))
	case len(ed.Cipher) < least+1:
		return nil, errors.New(errTooShort)
	}
	defer func() { // the library indexes what it decrypted
		if recover() != nil {
			plain, err = nil, errDecrypt
		}
	}()
	plain, err = crypto.DecryptMessage(ed.Cipher, key, usage)
	if err != nil {
		return nil, errDecrypt
	}
	return plain, nil
}

// undecodable is a message that is not what it should be. The library's own
// words are for programmers; they stay reachable through Unwrap.
type undecodable struct {
	what string
	err  error
}

func (u *undecodable) Error() string { return u.what + " cannot be decoded" }
func (u *undecodable) Unwrap() error { return u.err }

// decode runs an Unmarshal of the library on foreign bytes.
func decode(b []byte, what string, unmarshal func([]byte) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &undecodable{what, fmt.Errorf("%v", r)}
		}
	}()
	if len(b) < 2 {
		return &undecodable{what, errors.New("it is empty")}
	}
	if err := unmarshal(b); err != nil {
		return &undecodable{what, err}
	}
	return nil
}

// wipe overwrites a secret that is no longer needed.
func wipe(b []byte) {
	for i := range b {
		b[i] = 0
	}
}
