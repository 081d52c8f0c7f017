package krb

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/jcmturner/gokrb5/v8/types"
)

// KDC options (RFC 4120 5.4.1, RFC 6806, MS-SFU), first bit highest.
const (
	optForwardable  = 0x40000000
	optRenewable    = 0x00800000
	optCNameInAddl  = 0x00020000
	optCanonicalize = 0x00010000
	optRenew        = 0x00000002
	// inheritable are the flags of a ticket-granting ticket that MIT's client
	// asks for again: forwardable, proxiable, may-postdate, renewable.
	inheritable = 0x54800000
)

const (
	paTGSReq  = 1
	kvMessage = 5 // protocol version
	msgASReq  = 10
	msgTGSReq = 12
	msgAPReq  = 14
)

// tgsRequest is one TGS-REQ before it is encoded.
type tgsRequest struct {
	command    string  // that asks for the same
	tgt        *Ticket // whose realm's KDC is asked
	server     types.PrincipalName
	options    uint32
	etypes     []int32
	padata     []types.PAData // in addition to PA-TGS-REQ
	additional *Ticket        // S4U2Proxy's evidence
	nonce      int
}

// marshal encodes the request: the body, sealed by the checksum in the
// authenticator of the AP-REQ that comes as padata (RFC 4120 3.3.2). No
// subkey is set, so that the reply is encrypted with the session key.
func (r *tgsRequest) marshal(now time.Time) ([]byte, error) {
	var err error
	if r.nonce, err = newNonce(); err != nil {
		return nil, err
	}
	var rtime time.Time
	if r.options&(optRenew|optRenewable) != 0 {
		rtime = r.tgt.reply.RenewUntil
	}
	body, err := r.derBody(r.tgt.reply.End, rtime)
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	auth := authenticator(r.tgt, now)
	if auth.Cksum, err = r.tgt.checksum(body, usageTGSReqChecksum); err != nil {
		return nil, fmt.Errorf("sealing the request: %w", err)
	}
	ap, err := apReq(r.tgt, auth, usageTGSReqAuth, 0)
	if err != nil {
		return nil, err
	}
	return derTGSReq(append([]types.PAData{{PADataType: paTGSReq, PADataValue: ap}}, r.padata...), body), nil
}

// ticketRealm is the realm whose ticket-granting service the ticket is for.
func (t *Ticket) ticketRealm() string {
	if realm, ok := isTGS(t.ticket.SName); ok {
		return realm
	}
	return t.ticket.Realm
}

// authenticator is the client's proof of the session key, without checksum,
// subkey and sequence number.
func authenticator(t *Ticket, now time.Time) types.Authenticator {
	now = now.UTC()
	return types.Authenticator{AVNO: kvMessage, CRealm: t.crealm, CName: t.client,
		CTime: now.Truncate(time.Second), Cusec: now.Nanosecond() / 1000}
}

// apReq encrypts the authenticator and joins it with the ticket.
func apReq(t *Ticket, auth types.Authenticator, usage uint32, options uint32) ([]byte, error) {
	sealed, err := t.encrypt(derAuthenticator(auth), usage)
	if err != nil {
		return nil, fmt.Errorf("encrypting the authenticator: %w", err)
	}
	ticket, err := t.encoded()
	if err != nil {
		return nil, fmt.Errorf("encoding the ticket: %w", err)
	}
	return derAPReq(options, ticket, t.key.KeyType, sealed), nil
}

// newNonce returns 31 random bits: some KDCs take it for a signed number.
func newNonce() (int, error) {
	var b [4]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, fmt.Errorf("no random numbers: %w", err)
	}
	return int(binary.BigEndian.Uint32(b[:])&0x7fffffff | 1), nil
}
