package gss

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	rc4cipher "crypto/rc4"
	"encoding/binary"
	"errors"

	"adwalk/ad/mech"
)

// rc4 makes and reads the wrap tokens of RFC 4757 7.3. Active Directory speaks
// them wherever a session key is still RC4.
type rc4 struct{ key, sign, local []byte }

// The parts of a token after the mechanism's header: eight bytes that say
// what it is, sequence number, checksum, confounder.
const (
	rc4Parts = 8 + 8 + 8 + 8
	rc4Frame = 2 + 4 + 11 // tag, length of up to five bytes, object identifier
)

// rc4OID is the mechanism's object identifier, as DER.
var rc4OID = mech.Kerberos.DER()

// directions go into the encrypted sequence number.
var (
	fromInitiator = []byte{0, 0, 0, 0}
	fromAcceptor  = []byte{0xff, 0xff, 0xff, 0xff}
)

func newRC4(key []byte) (*rc4, error) {
	if len(key) != 16 {
		return nil, errors.New("the RC4 key does not have sixteen bytes")
	}
	local := make([]byte, len(key))
	for i, b := range key {
		local[i] = b ^ 0xf0
	}
	return &rc4{key: key, sign: mac(key, []byte("signaturekey\x00")), local: local}, nil
}

func mac(key []byte, parts ...[]byte) []byte {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func (r *rc4) overhead(bool) int        { return rc4Frame + rc4Parts + 1 }
func (r *rc4) sequence(n uint64) uint64 { return n & 0xffffffff }

// checksum signs kind, confounder and padded message; 13 is the number that
// RFC 4757 gives to wrap tokens.
func (r *rc4) checksum(kind, confounder, padded []byte) []byte {
	h := md5.New()
	h.Write([]byte{13, 0, 0, 0})
	h.Write(kind)
	h.Write(confounder)
	h.Write(padded)
	return mac(r.sign, h.Sum(nil))[:8]
}

// crypt encrypts or decrypts confounder and message for a sequence number.
func (r *rc4) crypt(sequence, data []byte) error {
	key := mac(mac(r.local, []byte{0, 0, 0, 0}), sequence)
	c, err := rc4cipher.NewCipher(key)
	if err == nil {
		c.XORKeyStream(data, data)
	}
	return err
}

// cryptSequence encrypts or decrypts the sequence number under a checksum.
func (r *rc4) cryptSequence(sum, data []byte) error {
	c, err := rc4cipher.NewCipher(mac(mac(r.key, []byte{0, 0, 0, 0}), sum))
	if err == nil {
		c.XORKeyStream(data, data)
	}
	return err
}

func (r *rc4) wrap(message []byte, seal bool, n uint64) ([]byte, error) {
	kind := []byte{2, 1, 0x11, 0, 0x10, 0, 0xff, 0xff}
	if !seal {
		kind[4], kind[5] = 0xff, 0xff
	}
	data := make([]byte, 8, 8+len(message)+1)
	if _, err := rand.Read(data); err != nil {
		return nil, err
	}
	data = append(append(data, message...), 1) // padding to a block of one byte
	sum := r.checksum(kind, data[:8], data[8:])
	number := binary.BigEndian.AppendUint32(nil, uint32(n))
	if seal {
		if err := r.crypt(number, data); err != nil {
			return nil, err
		}
	}
	number = append(number, fromInitiator...)
	if err := r.cryptSequence(sum, number); err != nil {
		return nil, err
	}
	token := bytes.Join([][]byte{rc4OID, kind, number, sum, data}, nil)
	return append(derHeader(0x60, len(token)), token...), nil
}

func (r *rc4) unwrap(token []byte) (message []byte, sealed bool, n uint64, err error) {
	b, err := stripDER(0x60, token)
	if err != nil || !bytes.HasPrefix(b, rc4OID) {
		return nil, false, 0, errToken
	}
	b = b[len(rc4OID):]
	if len(b) < rc4Parts+1 {
		return nil, false, 0, errToken
	}
	kind, number, sum := b[:8], bytes.Clone(b[8:16]), b[16:24]
	data := bytes.Clone(b[24:])
	switch {
	case !bytes.Equal(kind[:4], []byte{2, 1, 0x11, 0}) || kind[6] != 0xff || kind[7] != 0xff:
		return nil, false, 0, errToken
	case kind[4] == 0x10 && kind[5] == 0:
		sealed = true
	case kind[4] != 0xff || kind[5] != 0xff:
		return nil, false, 0, errToken
	}
	if err := r.cryptSequence(sum, number); err != nil {
		return nil, false, 0, err
	}
	if !bytes.Equal(number[4:], fromAcceptor) {
		return nil, false, 0, errChecksum
	}
	if sealed {
		if err := r.crypt(number[:4], data); err != nil {
			return nil, false, 0, err
		}
	}
	if !hmac.Equal(sum, r.checksum(kind, data[:8], data[8:])) {
		return nil, false, 0, errChecksum
	}
	pad := int(data[len(data)-1])
	if pad < 1 || pad > 8 || pad > len(data)-8 {
		return nil, false, 0, errToken
	}
	return data[8 : len(data)-pad], sealed, uint64(binary.BigEndian.Uint32(number)), nil
}
