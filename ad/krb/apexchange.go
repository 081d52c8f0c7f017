package krb

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// GSSFlags are the context flags of the authenticator's checksum (RFC 4121
// 4.1.1.1).
type GSSFlags uint32

// The flags that are asked for here.
const (
	GSSDelegate  GSSFlags = 0x01
	GSSMutual    GSSFlags = 0x02
	GSSReplay    GSSFlags = 0x04
	GSSSequence  GSSFlags = 0x08
	GSSConf      GSSFlags = 0x10
	GSSIntegrity GSSFlags = 0x20
	GSSDCEStyle  GSSFlags = 0x1000
)

// APOptions shape an AP-REQ. No subkey is ever sent: the acceptor's counts.
type APOptions struct {
	Flags     GSSFlags      // GSSMutual also sets mutual-required in the AP options
	Bindings  [16]byte      // MD5 of the channel bindings (ChannelBindings); zero for none
	SeqNumber uint32        // 0: a random one
	Plain     bool          // no GSS checksum: a bare Kerberos AP-REQ
	Shift     time.Duration // added to our clock, to show what a wrong one does
}

// apMutual is the mutual-required bit of the AP options (RFC 4120 5.5.1).
const apMutual = 0x20000000

// APExchange is one AP-REQ and what is needed to judge the answer.
type APExchange struct {
	raw   []byte
	seq   uint32
	ctime time.Time
	cusec int
	key   types.EncryptionKey
}

// APReq proves to the service that we hold the ticket's session key (RFC 4120
// 3.2, RFC 4121 4.1). Each call makes a fresh authenticator: a service
// refuses one that it has seen.
func (t *Ticket) APReq(o APOptions) (*APExchange, error) {
	x := &APExchange{seq: o.SeqNumber, key: copyKey(t.key)}
	if x.seq == 0 {
		var b [4]byte
		if _, err := rand.Read(b[:]); err != nil {
			return nil, fmt.Errorf("no random numbers: %w", err)
		}
		x.seq = binary.BigEndian.Uint32(b[:])&0x3fffffff | 1 // below 2^30: older peers take it for signed
	}
	auth := authenticator(t, time.Now().Add(o.Shift))
	auth.SeqNumber = int64(x.seq)
	x.ctime, x.cusec = auth.CTime, auth.Cusec
	if !o.Plain {
		auth.Cksum = types.Checksum{CksumType: chksumGSS, Checksum: gssChecksum(o)}
	}
	var options uint32
	if o.Flags&GSSMutual != 0 {
		options = apMutual
	}
	var err error
	if x.raw, err = apReq(t, auth, usageAPReqAuth, options); err != nil {
		return nil, err
	}
	return x, nil
}

// gssChecksum is not a checksum but a list: length and value of the channel
// bindings' hash, then the flags, little-endian.
func gssChecksum(o APOptions) []byte {
	b := make([]byte, 24)
	binary.LittleEndian.PutUint32(b, 16)
	copy(b[4:], o.Bindings[:])
	binary.LittleEndian.PutUint32(b[20:], uint32(o.Flags&^GSSDelegate)) // delegation would need a KRB-CRED behind
	return b
}

// Raw returns the encoded AP-REQ.
func (x *APExchange) Raw() []byte { return x.raw }

// SeqNumber is the sequence number of our first wrap token.
func (x *APExchange) SeqNumber() uint32 { return x.seq }

// SessionKey returns a copy of the ticket's session key.
func (x *APExchange) SessionKey() types.EncryptionKey { return copyKey(x.key) }

// Format keeps keys out of every verb.
func (x *APExchange) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "AP-REQ of %d bytes", len(x.raw)) }

// Accepted is what the service's AP-REP says.
type Accepted struct {
	Subkey    *types.EncryptionKey // the acceptor's subkey; nil when it chose none
	SeqNumber uint32               // of the service's first wrap token
}

// Format keeps the subkey out of every verb.
func (a Accepted) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "accepted, sequence number %d, own subkey %t", a.SeqNumber, a.Subkey != nil)
}

// VerifyAPRep checks the service's proof: an AP-REP, bare or in a GSS token,
// encrypted with the session key and holding the time of our authenticator.
// An error means that whoever answered does not hold the service's key.
func (x *APExchange) VerifyAPRep(b []byte) (Accepted, error) {
	if len(b) > 0 && b[0] == 0x60 {
		reply, err := ParseReply(b)
		if err != nil {
			return Accepted{}, err
		}
		b = reply.APRep
	}
	var m messages.APRep
	if err := decode(b, "the AP-REP", m.Unmarshal); err != nil {
		return Accepted{}, fmt.Errorf("the service's answer is no AP-REP: %w", err)
	}
	plain, err := decrypt(m.EncPart, x.key, usageAPRep)
	if err != nil {
		return Accepted{}, fmt.Errorf("the service's AP-REP: %w", err)
	}
	var part messages.EncAPRepPart
	if err := decode(plain, "the AP-REP's encrypted part", part.Unmarshal); err != nil {
		return Accepted{}, err
	}
	if !part.CTime.Equal(x.ctime) || part.Cusec != x.cusec {
		return Accepted{}, fmt.Errorf("the service's AP-REP answers another request")
	}
	a := Accepted{SeqNumber: uint32(part.SequenceNumber)}
	if len(part.Subkey.KeyValue) > 0 {
		if size, ok := keySizes[part.Subkey.KeyType]; !ok || size != len(part.Subkey.KeyValue) {
			return Accepted{}, fmt.Errorf("the service chose a subkey of %d bytes", len(part.Subkey.KeyValue))
		}
		k := copyKey(part.Subkey)
		a.Subkey = &k
	}
	return a, nil
}
