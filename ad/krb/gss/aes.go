package gss

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/crypto/etype"
	"github.com/jcmturner/gokrb5/v8/types"
)

// The flags of a wrap token (RFC 4121 4.2.2).
const (
	sentByAcceptor = 0x01
	isSealed       = 0x02
	acceptorSubkey = 0x04
)

// The key usages of wrap tokens, sealed or not (RFC 4121 2).
const (
	usageAcceptorSeal  = 22
	usageInitiatorSeal = 24
)

const headerSize = 16

// aes makes and reads the wrap tokens of RFC 4121 4.2.6.2.
type aes struct {
	key   types.EncryptionKey
	etype etype.EType
	flags byte // acceptorSubkey or 0
}

func newAES(key types.EncryptionKey, subkey bool) (*aes, error) {
	switch ad.EType(key.KeyType) {
	case ad.ETypeAES128, ad.ETypeAES256, ad.ETypeAES128SHA, ad.ETypeAES256SHA:
	default:
		return nil, fmt.Errorf("no protection of messages with %s", ad.EType(key.KeyType))
	}
	e, err := crypto.GetEtype(key.KeyType)
	if err != nil {
		return nil, err
	}
	a := &aes{key: key, etype: e}
	if subkey {
		a.flags = acceptorSubkey
	}
	return a, nil
}

func (a *aes) checksumSize() int { return a.etype.GetHMACBitLength() / 8 }

// overhead of a sealed token: header, confounder, the header again, checksum.
func (a *aes) overhead(seal bool) int {
	if seal {
		return 2*headerSize + a.etype.GetConfounderByteSize() + a.checksumSize()
	}
	return headerSize + a.checksumSize()
}

func (a *aes) sequence(n uint64) uint64 { return n }

func header(flags byte, ec uint16, sequence uint64) []byte {
	h := []byte{5, 4, flags, 0xff, byte(ec >> 8), byte(ec), 0, 0}
	return binary.BigEndian.AppendUint64(h, sequence)
}

func (a *aes) wrap(message []byte, seal bool, sequence uint64) ([]byte, error) {
	if seal {
		h := header(a.flags|isSealed, 0, sequence)
		plain := append(append(make([]byte, 0, len(message)+headerSize), message...), h...)
		_, sealed, err := a.etype.EncryptMessage(a.key.KeyValue, plain, usageInitiatorSeal)
		return append(h, sealed...), err
	}
	h := header(a.flags, 0, sequence)
	sum, err := a.etype.GetChecksumHash(a.key.KeyValue, append(append([]byte(nil), message...), h...), usageInitiatorSeal)
	if err != nil {
		return nil, err
	}
	binary.BigEndian.PutUint16(h[4:], uint16(len(sum)))
	return append(append(h, message...), sum...), nil
}

func (a *aes) unwrap(token []byte) (message []byte, sealed bool, sequence uint64, err error) {
	if len(token) < headerSize || token[0] != 5 || token[1] != 4 || token[3] != 0xff {
		return nil, false, 0, errToken
	}
	h, body := token[:headerSize], token[headerSize:]
	flags, ec, rrc := h[2], int(binary.BigEndian.Uint16(h[4:])), int(binary.BigEndian.Uint16(h[6:]))
	sequence, sealed = binary.BigEndian.Uint64(h[8:]), flags&isSealed != 0
	// One of our own tokens sent back to us, or one under another key.
	if flags&sentByAcceptor == 0 || flags&acceptorSubkey != a.flags {
		return nil, false, 0, errToken
	}
	if len(body) > 0 && rrc > 0 {
		rrc %= len(body)
		body = append(append(make([]byte, 0, len(body)), body[rrc:]...), body[:rrc]...)
	}
	if sealed {
		message, err = a.open(h, body, ec)
	} else {
		message, err = a.verify(h, body, ec)
	}
	return message, sealed, sequence, err
}

// open decrypts a sealed token and holds the header inside against the one
// outside.
func (a *aes) open(h, body []byte, ec int) ([]byte, error) {
	if len(body) < a.etype.GetConfounderByteSize()+headerSize+ec+a.checksumSize() {
		return nil, errToken
	}
	plain, err := a.decrypt(body)
	if err != nil {
		return nil, errChecksum
	}
	end := len(plain) - headerSize
	if end < ec {
		return nil, errToken
	}
	want := bytes.Clone(h)
	want[6], want[7] = 0, 0
	if !bytes.Equal(plain[end:], want) {
		return nil, errChecksum
	}
	return plain[:end-ec], nil
}

// decrypt guards against what the library does not check.
func (a *aes) decrypt(body []byte) (plain []byte, err error) {
	defer func() {
		if recover() != nil {
			err = errChecksum
		}
	}()
	return a.etype.DecryptMessage(a.key.KeyValue, body, usageAcceptorSeal)
}

// verify checks a token that is signed only.
func (a *aes) verify(h, body []byte, ec int) ([]byte, error) {
	if ec != a.checksumSize() || len(body) < ec {
		return nil, errToken
	}
	message, sum := body[:len(body)-ec], body[len(body)-ec:]
	zeroed := bytes.Clone(h)
	clear(zeroed[4:8])
	if !a.etype.VerifyChecksum(a.key.KeyValue, append(bytes.Clone(message), zeroed...), sum, usageAcceptorSeal) {
		return nil, errChecksum
	}
	return message, nil
}
