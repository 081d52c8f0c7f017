package kdc

import (
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// caller is who asks, proved by a ticket-granting ticket.
type caller struct {
	ticket  messages.EncTicketPart
	session types.EncryptionKey
	subkey  types.EncryptionKey
	hasSub  bool
	account *store.Entry // nil for a client of another realm
}

func (c caller) name() string { return strings.Join(c.ticket.CName.NameString, "/") }

func (c caller) flag(bit int) bool {
	return len(c.ticket.Flags.Bytes) >= 4 && types.IsFlagSet(&c.ticket.Flags, bit)
}

// tgs answers a request for a service ticket (RFC 4120 3.3).
func (s *Server) tgs(r request) (reply []byte, client string, no *refusal) {
	c, no := s.authenticate(r)
	if no != nil {
		return nil, client, no
	}
	client = c.name() + "@" + c.ticket.CRealm
	g := grant{req: r, cname: c.ticket.CName, crealm: c.ticket.CRealm, authTime: c.ticket.AuthTime, end: c.ticket.EndTime,
		preauth: c.flag(10), forwardable: r.option(optForwardable) && c.flag(1), forwarded: c.flag(2)}
	if c.flag(8) {
		g.renew = c.ticket.RenewTill
	}
	if r.option(optRenew) && (!c.flag(8) || c.ticket.RenewTill.Before(s.now())) {
		return nil, client, refuse(ad.ErrTicketExpired)
	}
	if (r.option(optForwardable) || r.option(optForwarded)) && !c.flag(1) {
		return nil, client, refuse(ad.ErrBadOption)
	}
	if r.option(optForwarded) {
		g.forwarded = true
	}
	if r.option(optRenew) {
		// A renewed ticket lives as long as the first one did.
		g.end = seconds(s.now().Add(c.ticket.EndTime.Sub(c.ticket.StartTime)))
		if g.end.After(c.ticket.RenewTill) {
			g.end = c.ticket.RenewTill
		}
	}
	if g.server, no = s.serviceFor(r); no != nil {
		return nil, client, no
	}
	if e := g.server.entry; e != nil && c.account == nil && s.cfg.Admits != nil && !s.cfg.Admits(e.Text("sAMAccountName"), c.ticket.CRealm) {
		return nil, client, withStatus(12, statusFirewall, false) // KDC_ERR_POLICY: selective authentication
	}
	switch {
	case r.option(optCNameInAddl):
		no = s.proxy(r, c, &g)
	case r.pa(paForUser) != nil:
		no = s.self(r, c, &g)
	}
	if no != nil {
		return nil, client, no
	}
	key, usage := c.session, uint32(useTGSRepSession)
	if c.hasSub {
		key, usage = c.subkey, useTGSRepSubkey
	}
	reply, no = s.issue(g, key, usage, 0)
	return reply, client, no
}

// authenticate checks the ticket-granting ticket and the authenticator.
func (s *Server) authenticate(r request) (c caller, no *refusal) {
	var ap messages.APReq
	if b := r.pa(paTGSReq); b == nil || ap.Unmarshal(b) != nil {
		return c, refuse(16) // KDC_ERR_PADATA_TYPE_NOSUPP
	}
	key, ok := s.tgtKey(ap.Ticket)
	if !ok {
		return c, refuse(ad.ErrNotUs)
	}
	plain, ok := unseal(ap.Ticket.EncPart, key, useTicket)
	if !ok || c.ticket.Unmarshal(plain) != nil {
		return c, refuse(ad.ErrBadIntegrity)
	}
	c.session = c.ticket.Key
	plain, ok = unseal(ap.EncryptedAuthenticator, c.session, useTGSAuth)
	var auth types.Authenticator
	if !ok || auth.Unmarshal(plain) != nil {
		return c, refuse(ad.ErrBadIntegrity)
	}
	if no := s.check(r, c, auth); no != nil {
		return c, no
	}
	c.subkey, c.hasSub = auth.SubKey, len(auth.SubKey.KeyValue) > 0
	if strings.EqualFold(c.ticket.CRealm, s.cfg.Realm) {
		c.account = s.cfg.Tree.Account(c.name())
		if c.account == nil {
			return c, refuse(ad.ErrClientUnknown)
		}
		if store.UAC(c.account).Has(ad.UACDisabled) {
			return c, refuse(ad.ErrClientRevoked)
		}
	}
	return c, nil
}

// tgtKey finds the key of a presented ticket: ours, or that of a trust.
func (s *Server) tgtKey(t messages.Ticket) (types.EncryptionKey, bool) {
	n := t.SName.NameString
	if len(n) != 2 || n[0] != "krbtgt" || !strings.EqualFold(n[1], s.cfg.Realm) {
		return types.EncryptionKey{}, false
	}
	if strings.EqualFold(t.Realm, s.cfg.Realm) {
		e := s.cfg.Tree.Account("krbtgt")
		if e == nil {
			return types.EncryptionKey{}, false
		}
		return e.Secret.Key(t.EncPart.EType)
	}
	l, ok := s.cfg.Trust(strings.ToUpper(t.Realm))
	if !ok {
		return types.EncryptionKey{}, false
	}
	return trustKey(l, strings.ToUpper(t.Realm), s.cfg.Realm, t.EncPart.EType)
}

// check holds the authenticator against the ticket, the clock and the body.
func (s *Server) check(r request, c caller, auth types.Authenticator) *refusal {
	now := s.now()
	switch {
	case !auth.CName.Equal(c.ticket.CName) || auth.CRealm != c.ticket.CRealm:
		return refuse(ad.ErrBadMatch)
	case s.skewed(auth.CTime):
		return refuse(ad.ErrSkew)
	case now.After(c.ticket.EndTime.Add(skew)) && !r.option(optRenew):
		return refuse(ad.ErrTicketExpired)
	case !c.ticket.StartTime.IsZero() && c.ticket.StartTime.After(now.Add(skew)):
		return refuse(33) // KRB_AP_ERR_TKT_NYV
	}
	et, err := crypto.GetChksumEtype(auth.Cksum.CksumType)
	if err != nil {
		return refuse(50) // KRB_AP_ERR_INAPP_CKSUM
	}
	if et.GetETypeID() != c.session.KeyType || !et.VerifyChecksum(c.session.KeyValue, r.raw, auth.Cksum.Checksum, useTGSChecksum) {
		return refuse(ad.ErrModified)
	}
	if s.replayed(auth) {
		return refuse(ad.ErrRepeat)
	}
	return nil
}

// maxSeen bounds the memory of authenticators.
const maxSeen = 100_000

// replayed remembers an authenticator and says whether it was here before.
func (s *Server) replayed(a types.Authenticator) bool {
	id := a.CName.PrincipalNameString() + "@" + a.CRealm + a.CTime.Format(time.RFC3339) + "." + itoa(a.Cusec) + "." + string(a.Cksum.Checksum)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, again := s.seen[id]; again {
		return true
	}
	if len(s.seen) >= maxSeen {
		clear(s.seen)
	}
	s.seen[id] = a.CTime
	return false
}
