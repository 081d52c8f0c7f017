package ldapd

import (
	"bytes"
	"encoding/binary"
	"errors"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/crypto/etype"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Flags and key usages of wrap tokens (RFC 4121 2 and 4.2.2).
const (
	flagAcceptor = 1
	flagSealed   = 2
	flagSubkey   = 4
	useAcceptor  = 22
	useInitiator = 24
	wrapHeader   = 16
)

var errWrap = errors.New("not a wrap token of this context")

// wrapper makes and reads the wrap tokens of RFC 4121 4.2.6.2, the acceptor's
// side, for the AES types.
type wrapper struct {
	key    types.EncryptionKey
	etype  etype.EType
	subkey byte
	send   uint64
	expect uint64
}

func newWrapper(key types.EncryptionKey, subkey bool, send, expect uint64) (*wrapper, error) {
	if key.KeyType != 17 && key.KeyType != 18 {
		return nil, errors.New("the lab protects messages with AES only")
	}
	e, err := crypto.GetEtype(key.KeyType)
	if err != nil {
		return nil, err
	}
	w := &wrapper{key: key, etype: e, send: send, expect: expect}
	if subkey {
		w.subkey = flagSubkey
	}
	return w, nil
}

// overhead is what a sealed token adds: two headers, confounder, checksum.
func (w *wrapper) overhead() int {
	return 2*wrapHeader + w.etype.GetConfounderByteSize() + w.etype.GetHMACBitLength()/8
}

func (w *wrapper) wrap(message []byte, seal bool) ([]byte, error) {
	h := []byte{5, 4, flagAcceptor | w.subkey, 0xff, 0, 0, 0, 0}
	h = binary.BigEndian.AppendUint64(h, w.send)
	w.send++
	if seal {
		h[2] |= flagSealed
		plain := append(append(make([]byte, 0, len(message)+wrapHeader), message...), h...)
		_, sealed, err := w.etype.EncryptMessage(w.key.KeyValue, plain, useAcceptor)
		return append(h, sealed...), err
	}
	sum, err := w.etype.GetChecksumHash(w.key.KeyValue, append(bytes.Clone(message), h...), useAcceptor)
	if err != nil {
		return nil, err
	}
	binary.BigEndian.PutUint16(h[4:], uint16(len(sum)))
	return append(append(h, message...), sum...), nil
}

// unwrap checks a token of the initiator and its place in the sequence.
func (w *wrapper) unwrap(token []byte) (message []byte, sealed bool, err error) {
	if len(token) < wrapHeader || token[0] != 5 || token[1] != 4 || token[3] != 0xff || token[2]&flagAcceptor != 0 ||
		token[2]&flagSubkey != w.subkey || binary.BigEndian.Uint64(token[8:]) != w.expect {
		return nil, false, errWrap
	}
	h, body := bytes.Clone(token[:wrapHeader]), token[wrapHeader:]
	ec, rrc := int(binary.BigEndian.Uint16(h[4:])), int(binary.BigEndian.Uint16(h[6:]))
	if rrc > 0 && len(body) > 0 {
		rrc %= len(body)
		body = append(bytes.Clone(body[rrc:]), body[:rrc]...)
	}
	h[6], h[7] = 0, 0
	sum := w.etype.GetHMACBitLength() / 8
	if token[2]&flagSealed != 0 {
		if len(body) < w.etype.GetConfounderByteSize()+wrapHeader+ec+sum {
			return nil, false, errWrap
		}
		plain, err := w.etype.DecryptMessage(w.key.KeyValue, body, useInitiator)
		if err != nil || len(plain) < wrapHeader+ec || !bytes.Equal(plain[len(plain)-wrapHeader:], h) {
			return nil, false, errWrap
		}
		w.expect++
		return plain[:len(plain)-wrapHeader-ec], true, nil
	}
	if ec != sum || len(body) < sum {
		return nil, false, errWrap
	}
	h[4], h[5] = 0, 0
	message = body[:len(body)-sum]
	if !w.etype.VerifyChecksum(w.key.KeyValue, append(bytes.Clone(message), h...), body[len(message):], useInitiator) {
		return nil, false, errWrap
	}
	w.expect++
	return message, false, nil
}
