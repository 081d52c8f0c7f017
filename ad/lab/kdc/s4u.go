package kdc

import (
	"crypto/hmac"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/crypto/rfc4757"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

func itoa(n int) string { return strconv.Itoa(n) }

// forUser is PA-FOR-USER (MS-SFU 2.2.1).
type forUser struct {
	UserName types.PrincipalName `asn1:"explicit,tag:0"`
	Realm    string              `asn1:"generalstring,explicit,tag:1"`
	Cksum    types.Checksum      `asn1:"explicit,tag:2"`
	Package  string              `asn1:"generalstring,explicit,tag:3"`
}

// signed is what the checksum of PA-FOR-USER covers.
func (u forUser) signed() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(u.UserName.NameType))
	for _, n := range u.UserName.NameString {
		b = append(b, n...)
	}
	return append(append(b, u.Realm...), u.Package...)
}

// self turns the grant into a ticket for the caller itself in another user's
// name (MS-SFU 3.2.5.1).
func (s *Server) self(r request, c caller, g *grant) *refusal {
	var u forUser
	if _, err := asn1.Unmarshal(r.pa(paForUser), &u); err != nil {
		return refuse(ad.ErrBadOption)
	}
	sum, err := rfc4757.Checksum(c.session.KeyValue, useForUser, u.signed())
	if err != nil || !hmac.Equal(sum, u.Cksum.Checksum) {
		return refuse(ad.ErrModified)
	}
	if g.server.entry == nil || c.account == nil || g.server.entry.DN != c.account.DN {
		return refuse(ad.ErrBadMatch)
	}
	user := s.cfg.Tree.Account(u.UserName.PrincipalNameString())
	if user == nil || !strings.EqualFold(u.Realm, s.cfg.Realm) {
		return refuse(ad.ErrClientUnknown)
	}
	if no := s.revoked(user); no != nil {
		return no
	}
	g.cname, g.crealm, g.preauth = u.UserName, s.cfg.Realm, true
	transition := store.UAC(c.account).Has(ad.UACTrustedToAuth) || len(c.account.Get("msDS-AllowedToDelegateTo")) == 0
	g.forwardable = r.option(optForwardable) && transition && s.mayBeDelegated(user)
	return nil
}

// proxy turns the grant into a ticket for another service in the name of the
// user of the evidence (MS-SFU 3.2.5.2).
func (s *Server) proxy(r request, c caller, g *grant) *refusal {
	if len(r.body.AdditionalTickets) == 0 || c.account == nil || g.server.entry == nil {
		return refuse(ad.ErrBadOption)
	}
	evidence, ok := s.evidence(r.body.AdditionalTickets[0], c.account)
	if !ok {
		return refuse(ad.ErrModified)
	}
	forwardable := len(evidence.Flags.Bytes) >= 4 && types.IsFlagSet(&evidence.Flags, 1)
	list := c.account.Texts("msDS-AllowedToDelegateTo")
	listed := slices.ContainsFunc(list, func(t string) bool { return strings.EqualFold(t, r.server()) })
	switch {
	case listed && !forwardable:
		return withStatus(ad.ErrBadOption, statusNoMatch, false)
	case listed:
	case s.actsFor(g.server.entry, c.account):
		if user := s.cfg.Tree.Account(evidence.CName.PrincipalNameString()); user != nil && !s.mayBeDelegated(user) {
			return withStatus(ad.ErrBadOption, statusRestriction, false)
		}
	case len(g.server.entry.Get("msDS-AllowedToActOnBehalfOfOtherIdentity")) > 0:
		return withStatus(ad.ErrBadOption, statusNotFound, false)
	case len(list) == 0:
		return withStatus(ad.ErrBadOption, statusUnsupported, false)
	default:
		return withStatus(ad.ErrBadOption, statusNoMatch, false)
	}
	g.cname, g.crealm = evidence.CName, evidence.CRealm
	g.authTime = evidence.AuthTime
	g.forwardable = true
	if evidence.EndTime.Before(g.end) {
		g.end = evidence.EndTime
	}
	return nil
}

// evidence opens the ticket that a user is said to have brought to the caller.
func (s *Server) evidence(t messages.Ticket, to *store.Entry) (messages.EncTicketPart, bool) {
	var part messages.EncTicketPart
	key, ok := to.Secret.Key(t.EncPart.EType)
	if !ok {
		return part, false
	}
	plain, ok := unseal(t.EncPart, key, useTicket)
	return part, ok && part.Unmarshal(plain) == nil && !part.EndTime.Before(s.now())
}

// actsFor says whether the target's security descriptor lets the caller act
// for users. The lab writes such descriptors itself: the caller's SID in an
// allowing entry is all there is to look for.
func (s *Server) actsFor(target, front *store.Entry) bool {
	sd := target.Get("msDS-AllowedToActOnBehalfOfOtherIdentity")
	sid := front.Get("objectSid")
	return len(sd) > 0 && len(sid) > 0 && strings.Contains(string(sd[0]), string(sid[0]))
}
