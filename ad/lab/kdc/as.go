package kdc

import (
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gofork/encoding/asn1"
	"github.com/jcmturner/gokrb5/v8/types"
)

// as answers a request for a first ticket (RFC 4120 3.1).
func (s *Server) as(r request) ([]byte, *refusal) {
	if !strings.EqualFold(r.body.Realm, s.cfg.Realm) || len(r.body.CName.NameString) == 0 {
		return nil, refuse(ad.ErrClientUnknown)
	}
	e := s.cfg.Tree.Account(strings.Join(r.body.CName.NameString, "/"))
	if e == nil || e.Secret == nil {
		return nil, refuse(ad.ErrClientUnknown)
	}
	if no := s.revoked(e); no != nil {
		return nil, no
	}
	key, ok := clientKey(e, r.body.EType)
	if !ok {
		return nil, refuse(ad.ErrETypeNoSupp)
	}
	if !store.UAC(e).Has(ad.UACNoPreauth) || r.pa(paTimestamp) != nil {
		if no := s.preauth(r, e, key); no != nil {
			return nil, no
		}
	}
	if e.Int("pwdLastSet") == 0 && !e.IsA("computer") {
		return nil, withStatus(ad.ErrKeyExpired, statusMustChange, true)
	}
	server, no := s.serviceFor(r)
	if no != nil {
		return nil, no
	}
	g := grant{req: r, server: server, cname: s.canonicalClient(r, e), crealm: s.cfg.Realm, authTime: seconds(s.now()), initial: true,
		preauth: !store.UAC(e).Has(ad.UACNoPreauth), end: seconds(s.now().Add(lifetime)),
		forwardable: r.option(optForwardable) && s.mayBeDelegated(e)}
	g.renew = g.authTime.Add(renewLifetime)
	return s.issue(g, key, useASRep, e.Secret.KVNO)
}

// Ticket lifetimes of the default domain policy.
const (
	lifetime      = 10 * time.Hour
	renewLifetime = 7 * 24 * time.Hour
)

// canonicalClient gives the client's name for the ticket: as asked or, with
// canonicalisation or an enterprise name, the account's own.
func (s *Server) canonicalClient(r request, e *store.Entry) types.PrincipalName {
	if r.option(optCanonicalize) || r.body.CName.NameType == 10 {
		return types.PrincipalName{NameType: 1, NameString: []string{e.Text("sAMAccountName")}}
	}
	return r.body.CName
}

// revoked says no for an account that may not log in.
func (s *Server) revoked(e *store.Entry) *refusal {
	expires := ad.Filetime(e.Int("accountExpires"))
	switch {
	case store.UAC(e).Has(ad.UACDisabled):
		return withStatus(ad.ErrClientRevoked, statusDisabled, true)
	case e.Int("lockoutTime") > 0:
		return withStatus(ad.ErrClientRevoked, statusLocked, true)
	case !expires.IsZero() && s.now().After(expires):
		return withStatus(ad.ErrClientRevoked, statusExpired, true)
	}
	return nil
}

// clientKey picks the key of the first type in the client's list that the
// account has.
func clientKey(e *store.Entry, asked []int32) (types.EncryptionKey, bool) {
	for _, t := range asked {
		if k, ok := e.Secret.Key(t); ok {
			return k, true
		}
	}
	return types.EncryptionKey{}, false
}

// preauth checks the encrypted timestamp (RFC 4120 5.2.7.2).
func (s *Server) preauth(r request, e *store.Entry, key types.EncryptionKey) *refusal {
	pa := r.pa(paTimestamp)
	if pa == nil {
		return &refusal{ad.ErrPreauthRequired, methods(e, key)}
	}
	var ed types.EncryptedData
	if ed.Unmarshal(pa) != nil {
		return &refusal{ad.ErrPreauthFailed, methods(e, key)}
	}
	k, ok := e.Secret.Key(ed.EType)
	if !ok || !slices.Contains(r.body.EType, ed.EType) {
		return refuse(ad.ErrETypeNoSupp)
	}
	plain, ok := unseal(ed, k, useTimestamp)
	var ts types.PAEncTSEnc
	if !ok || ts.Unmarshal(plain) != nil {
		return &refusal{ad.ErrPreauthFailed, methods(e, key)}
	}
	if s.skewed(ts.PATimestamp) {
		return refuse(ad.ErrSkew)
	}
	return nil
}

// methods is the list of ways to authenticate, with the salt (RFC 4120 5.2.7.5).
func methods(e *store.Entry, key types.EncryptionKey) []byte {
	b, err := asn1.Marshal(types.PADataSequence{info(e, key), {PADataType: paTimestamp, PADataValue: []byte{}}})
	if err != nil {
		return nil
	}
	return b
}

func info(e *store.Entry, key types.EncryptionKey) types.PAData {
	entry := types.ETypeInfo2Entry{EType: key.KeyType}
	if key.KeyType != int32(ad.ETypeRC4) {
		entry.Salt = e.Secret.Salt // RC4 keys have no salt
	}
	b, err := asn1.Marshal(types.ETypeInfo2{entry})
	if err != nil {
		return types.PAData{PADataType: paETypeInfo2}
	}
	return types.PAData{PADataType: paETypeInfo2, PADataValue: b}
}

// mayBeDelegated says whether a user's tickets may be passed on: not for those
// marked sensitive, nor for members of Protected Users.
func (s *Server) mayBeDelegated(e *store.Entry) bool {
	if store.UAC(e).Has(ad.UACNotDelegated) {
		return false
	}
	return !slices.ContainsFunc(e.Texts("memberOf"), func(g string) bool {
		return strings.HasPrefix(strings.ToLower(g), "cn=protected users,")
	})
}
