package krb

import (
	"fmt"
	"sync"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Ticket is a ticket with its session key, in memory only. Printing it in any
// way shows names and never keys.
type Ticket struct {
	ticket messages.Ticket
	key    types.EncryptionKey
	client types.PrincipalName
	crealm string
	reply  ad.TicketReply

	derived derivedKeys
	once    sync.Once
	raw     []byte
	rawErr  error
}

// Reply returns what the KDC said about the ticket.
func (t *Ticket) Reply() ad.TicketReply { return t.reply }

// SessionKey returns a copy of the key that client and service share. It is
// for sealing layers and must not be printed.
func (t *Ticket) SessionKey() types.EncryptionKey { return copyKey(t.key) }

// Realm is the realm of the ticket's service.
func (t *Ticket) Realm() string { return t.ticket.Realm }

// Marshal returns the ticket alone as it travels (RFC 4120 5.3); it holds no
// readable key.
func (t *Ticket) Marshal() ([]byte, error) {
	b, err := t.encoded()
	return append([]byte(nil), b...), err
}

// encoded encodes the ticket once.
func (t *Ticket) encoded() ([]byte, error) {
	t.once.Do(func() { t.raw, t.rawErr = t.ticket.Marshal() })
	return t.raw, t.rawErr
}

// Format implements fmt.Formatter for every verb.
func (t *Ticket) Format(f fmt.State, _ rune) {
	if t == nil {
		fmt.Fprint(f, "no ticket")
		return
	}
	fmt.Fprintf(f, "ticket for %s@%s, %s, kvno %d", nameString(t.ticket.SName), t.ticket.Realm,
		ad.EType(t.ticket.EncPart.EType), t.ticket.EncPart.KVNO)
}

// String renders it as Format does.
func (t *Ticket) String() string { return fmt.Sprintf("%v", t) }

func copyKey(k types.EncryptionKey) types.EncryptionKey {
	return types.EncryptionKey{KeyType: k.KeyType, KeyValue: append([]byte(nil), k.KeyValue...)}
}

// newTicket joins a ticket with the part of the reply that only its client
// can read.
func newTicket(t messages.Ticket, part messages.EncKDCRepPart, client types.PrincipalName, crealm string) *Ticket {
	r := ad.TicketReply{
		SPN: nameString(part.SName), Realm: part.SRealm, Client: fullName(client, crealm),
		TicketEType: ad.EType(t.EncPart.EType), SessionEType: ad.EType(part.Key.KeyType), KVNO: t.EncPart.KVNO,
		Flags: ad.TicketFlags(bits(part.Flags)), AuthTime: utc(part.AuthTime), Start: utc(part.StartTime),
		End: utc(part.EndTime), RenewUntil: utc(part.RenewTill),
	}
	if r.Start.IsZero() {
		r.Start = r.AuthTime
	}
	r.OwnerETypes, r.OwnerKnown = ownerETypes(part.EncPAData)
	if b, err := t.Marshal(); err == nil {
		r.Bytes = len(b)
	}
	return &Ticket{ticket: t, key: part.Key, client: client, crealm: crealm, reply: r}
}

// utc keeps the zero time zero.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// bits turns a bit string into a word, first bit highest.
func bits(s asn1.BitString) uint32 {
	var v uint32
	for i := 0; i < 4; i++ {
		v <<= 8
		if i < len(s.Bytes) {
			v |= uint32(s.Bytes[i])
		}
	}
	return v
}

// bitString is the inverse of bits.
func bitString(v uint32) asn1.BitString {
	return asn1.BitString{Bytes: []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}, BitLength: 32}
}

// paSupportedETypes is PA-SUPPORTED-ENCTYPES (MS-KILE 2.2.8): a little-endian
// mask that a domain controller adds when canonicalisation is asked for.
const paSupportedETypes = 165

func ownerETypes(pas types.PADataSequence) (ad.SupportedETypes, bool) {
	for _, pa := range pas {
		if v := pa.PADataValue; pa.PADataType == paSupportedETypes && len(v) >= 4 {
			return ad.SupportedETypes(uint32(v[0]) | uint32(v[1])<<8 | uint32(v[2])<<16 | uint32(v[3])<<24), true
		}
	}
	return 0, false
}
