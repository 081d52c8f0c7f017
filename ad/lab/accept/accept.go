package accept

import (
	"crypto/rand"
	"encoding/binary"
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

// skew is the clock difference that a service tolerates.
const skew = 5 * time.Minute

// Acceptor judges the tickets that clients bring to one service.
type Acceptor struct {
	Keys func(etype int32) []types.EncryptionKey // that the service would try
	Now  func() time.Time

	mu   sync.Mutex
	seen map[string]bool
}

// Context is what an accepted ticket establishes.
type Context struct {
	Name, Realm string              // of the client
	Key         types.EncryptionKey // for messages from now on
	Theirs      uint64              // the client's next sequence number
	Ours        uint64              // the service's next sequence number
	Flags       uint32              // of the GSS-API, from the authenticator's checksum (RFC 4121 4.1.1)
	Bindings    [16]byte            // MD5 of the channel bindings (RFC 4121 4.1.1.2); zero for none
	Reply       []byte              // AP-REP
}

// Flags of Context (RFC 4121 4.1.1.1).
const (
	FlagMutual = 2
	FlagConf   = 16
	FlagInteg  = 32
)

// Accept returns what a good ticket establishes, or the code of the refusal.
// With mutual authentication the service chooses a key of its own for the
// messages that follow, and says so in the reply.
func (a *Acceptor) Accept(ap messages.APReq) (c Context, code int) {
	var part messages.EncTicketPart
	opened := false
	for _, k := range a.Keys(ap.Ticket.EncPart.EType) {
		if b, ok := open(ap.Ticket.EncPart, k, useTicket); ok && part.Unmarshal(b) == nil {
			opened = true
			break
		}
	}
	if !opened {
		return c, ad.ErrModified
	}
	b, ok := open(ap.EncryptedAuthenticator, part.Key, useAuthenticator)
	var auth types.Authenticator
	if !ok || auth.Unmarshal(b) != nil {
		return c, ad.ErrBadIntegrity
	}
	now := a.Now()
	switch {
	case !auth.CName.Equal(part.CName) || auth.CRealm != part.CRealm:
		return c, ad.ErrBadMatch
	case now.Sub(auth.CTime).Abs() > skew:
		return c, ad.ErrSkew
	case now.After(part.EndTime.Add(skew)):
		return c, ad.ErrTicketExpired
	case a.replayed(b):
		return c, ad.ErrRepeat
	}
	c = Context{Name: part.CName.PrincipalNameString(), Realm: part.CRealm, Theirs: uint64(auth.SeqNumber), Ours: uint64(auth.SeqNumber)}
	if s := auth.Cksum.Checksum; len(s) >= 24 {
		c.Flags, c.Bindings = binary.LittleEndian.Uint32(s[20:]), [16]byte(s[4:20])
	}
	if err := c.establish(auth, part.Key); err != nil {
		return c, ad.ErrGeneric
	}
	return c, 0
}

// establish chooses the key and builds the AP-REP, which proves that the
// service could read the authenticator (RFC 4120 5.5.2).
func (c *Context) establish(auth types.Authenticator, session types.EncryptionKey) error {
	c.Key = session
	if len(auth.SubKey.KeyValue) > 0 {
		c.Key = auth.SubKey
	}
	part := messages.EncAPRepPart{CTime: auth.CTime, Cusec: auth.Cusec}
	if c.Flags&FlagMutual != 0 {
		et, err := crypto.GetEtype(session.KeyType)
		if err != nil {
			return err
		}
		if c.Key, err = types.GenerateEncryptionKey(et); err != nil {
			return err
		}
		var r [4]byte
		if _, err := rand.Read(r[:]); err != nil {
			return err
		}
		// Half the range: a signed reading of the number stays positive.
		c.Ours = uint64(binary.BigEndian.Uint32(r[:])&0x3fffffff) + 1
		part.Subkey, part.SequenceNumber = c.Key, int64(c.Ours)
	}
	b, err := asn1.Marshal(part)
	if err != nil {
		return err
	}
	ed, err := crypto.GetEncryptedData(asn1tools.AddASNAppTag(b, 27), session, useAPRep, 0)
	if err != nil {
		return err
	}
	if b, err = asn1.Marshal(messages.APRep{PVNO: 5, MsgType: 15, EncPart: ed}); err != nil {
		return err
	}
	c.Reply = asn1tools.AddASNAppTag(b, 15)
	return nil
}

// maxSeen bounds the memory of authenticators.
const maxSeen = 10_000

func (a *Acceptor) replayed(raw []byte) bool {
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

func open(e types.EncryptedData, k types.EncryptionKey, usage uint32) ([]byte, bool) {
	if e.EType != k.KeyType || len(e.Cipher) < 28 {
		return nil, false
	}
	b, err := crypto.DecryptEncPart(e, k, usage)
	return b, err == nil
}
