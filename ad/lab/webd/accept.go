package webd

import (
	"sync"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/asn1tools"
	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Key usages of RFC 4120 7.5.1.
const (
	useTicket        = 2
	useAuthenticator = 11
	useAPRep         = 12
)

// skew is the clock difference that a member tolerates.
const skew = 5 * time.Minute

// acceptor judges the tickets that clients bring to one member.
type acceptor struct {
	keys func(etype int32) []types.EncryptionKey
	now  func() time.Time
	mu   sync.Mutex
	seen map[string]bool
}

// accept returns the AP-REP for a ticket that can be used, with the client's
// name, or the code of the refusal (RFC 4120 3.2.3).
func (a *acceptor) accept(ap messages.APReq) (client string, rep []byte, code int) {
	var part messages.EncTicketPart
	opened := false
	for _, k := range a.keys(ap.Ticket.EncPart.EType) {
		if b, ok := open(ap.Ticket.EncPart, k, useTicket); ok && part.Unmarshal(b) == nil {
			opened = true
			break
		}
	}
	if !opened {
		return "", nil, ad.ErrModified
	}
	b, ok := open(ap.EncryptedAuthenticator, part.Key, useAuthenticator)
	var auth types.Authenticator
	if !ok || auth.Unmarshal(b) != nil {
		return "", nil, ad.ErrBadIntegrity
	}
	now := a.now()
	switch {
	case !auth.CName.Equal(part.CName) || auth.CRealm != part.CRealm:
		return "", nil, ad.ErrBadMatch
	case now.Sub(auth.CTime).Abs() > skew:
		return "", nil, ad.ErrSkew
	case now.After(part.EndTime.Add(skew)):
		return "", nil, ad.ErrTicketExpired
	case a.replayed(auth, b):
		return "", nil, ad.ErrRepeat
	}
	rep, err := reply(auth, part.Key)
	if err != nil {
		return "", nil, ad.ErrGeneric
	}
	return part.CName.PrincipalNameString() + "@" + part.CRealm, rep, 0
}

// maxSeen bounds the memory of authenticators.
const maxSeen = 10_000

func (a *acceptor) replayed(auth types.Authenticator, raw []byte) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen[string(raw)] {
		return true
	}
	if len(a.seen) >= maxSeen || a.seen == nil {
		a.seen = map[string]bool{}
	}
	a.seen[string(raw)] = true
	return false
}

// reply proves that the member could read the authenticator (RFC 4120 5.5.2).
func reply(auth types.Authenticator, session types.EncryptionKey) ([]byte, error) {
	b, err := asn1.Marshal(messages.EncAPRepPart{CTime: auth.CTime, Cusec: auth.Cusec, Subkey: auth.SubKey, SequenceNumber: 1})
	if err != nil {
		return nil, err
	}
	ed, err := crypto.GetEncryptedData(asn1tools.AddASNAppTag(b, 27), session, useAPRep, 0)
	if err != nil {
		return nil, err
	}
	b, err = asn1.Marshal(messages.APRep{PVNO: 5, MsgType: 15, EncPart: ed})
	if err != nil {
		return nil, err
	}
	return asn1tools.AddASNAppTag(b, 15), nil
}

func open(e types.EncryptedData, k types.EncryptionKey, usage uint32) ([]byte, bool) {
	if e.EType != k.KeyType || len(e.Cipher) < 28 {
		return nil, false
	}
	b, err := crypto.DecryptEncPart(e, k, usage)
	return b, err == nil
}
