package kdc

import (
	"strings"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/types"
)

// service is what a ticket is made for.
type service struct {
	entry *store.Entry // nil for another realm's KDC
	name  types.PrincipalName
	key   types.EncryptionKey
	kvno  int
	mask  ad.SupportedETypes
	tgt   bool
}

// serviceFor resolves the name asked for, and finds the key.
func (s *Server) serviceFor(r request) (service, *refusal) {
	parts := r.body.SName.NameString
	if len(parts) == 0 || len(parts) > 10 {
		return service{}, refuse(ad.ErrServiceUnknown)
	}
	if len(parts) == 2 && strings.EqualFold(parts[0], "krbtgt") {
		return s.krbtgt(parts[1], r.body.SName)
	}
	name := r.server()
	if i := strings.LastIndexByte(name, '@'); i > 0 && strings.EqualFold(name[i+1:], s.cfg.Realm) {
		name = name[:i] // an enterprise name carries its realm
	}
	var owners []*store.Entry
	if len(parts) == 1 {
		if e := s.cfg.Tree.Account(name); e != nil {
			if !e.IsA("computer") && len(e.Get("servicePrincipalName")) == 0 {
				return service{}, refuse(27) // KDC_ERR_MUST_USE_USER2USER: a user is no service
			}
			owners = []*store.Entry{e}
		}
	} else {
		owners = s.cfg.Tree.Lookup(name)
	}
	if len(owners) == 0 {
		if host := hostOf(parts); host != "" && r.option(optCanonicalize) {
			if realm, ok := s.cfg.Foreign(host); ok {
				return s.krbtgt(realm, types.PrincipalName{NameType: 2, NameString: []string{"krbtgt", realm}})
			}
		}
		return service{}, refuse(ad.ErrServiceUnknown)
	}
	// A name with several owners is answered as if it had none, as Samba does
	// and as newer Windows is said to; 8 is what the RFC would have.
	if len(owners) > 1 || owners[0].Secret == nil {
		return service{}, refuse(ad.ErrServiceUnknown)
	}
	e := owners[0]
	key, ok := s.ticketKey(e)
	if !ok {
		return service{}, refuse(ad.ErrETypeNoSupp)
	}
	return service{entry: e, name: r.body.SName, key: key, kvno: e.Secret.KVNO, mask: s.supported(e)}, nil
}

func hostOf(parts []string) string {
	if len(parts) < 2 {
		return ""
	}
	h, _, _ := strings.Cut(parts[1], ":")
	return h
}

// krbtgt finds the key of our own ticket-granting service or of a trust.
func (s *Server) krbtgt(realm string, name types.PrincipalName) (service, *refusal) {
	own := strings.EqualFold(realm, s.cfg.Realm) || strings.EqualFold(realm, strings.SplitN(s.cfg.Realm, ".", 2)[0])
	all := ad.SupportsAES256 | ad.SupportsAES128 | ad.SupportsRC4
	if own {
		e := s.cfg.Tree.Account("krbtgt")
		if e == nil {
			return service{}, refuse(ad.ErrServiceUnknown)
		}
		key, ok := e.Secret.Key(18)
		if !ok {
			return service{}, refuse(ad.ErrETypeNoSupp)
		}
		return service{entry: e, name: types.PrincipalName{NameType: 2, NameString: []string{"krbtgt", s.cfg.Realm}}, key: key, kvno: e.Secret.KVNO, mask: all, tgt: true}, nil
	}
	link, ok := s.cfg.Trust(strings.ToUpper(realm))
	if !ok {
		return service{}, refuse(ad.ErrServiceUnknown)
	}
	mask := all
	if e := s.cfg.Tree.Find("CN=" + strings.ToLower(realm) + ",CN=System," + s.cfg.Tree.Contexts().Domain); e != nil {
		if v := ad.SupportedETypes(uint32(e.Int("msDS-SupportedEncryptionTypes"))); !v.Unset() {
			mask = v
		}
	}
	for _, etype := range strength { // the strongest that the trust lists
		if mask&bits[etype] == 0 {
			continue
		}
		if key, ok := trustKey(link, s.cfg.Realm, strings.ToUpper(realm), etype); ok {
			return service{name: name, key: key, kvno: 1, mask: mask, tgt: true}, nil
		}
	}
	return service{}, refuse(ad.ErrETypeNoSupp)
}

// trustKey is a key of krbtgt/to@from (MS-KILE 3.1.1.2 gives the salt).
func trustKey(password, from, to string, etype int32) (types.EncryptionKey, bool) {
	return store.DeriveKey(password, from+"krbtgt"+to, etype)
}
