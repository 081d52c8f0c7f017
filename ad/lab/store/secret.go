package store

import (
	"slices"
	"strings"
	"sync"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/types"
)

// The enctypes for which a password gives keys in a current domain.
var allETypes = []int32{18, 17, 23}

// Secret is what the directory knows of an account and never shows: its
// password with the version it has, and what its owner may write.
type Secret struct {
	Password string
	KVNO     int
	Salt     string  // RFC 3962 salt, realm first
	ETypes   []int32 // types that have keys, strongest first; nil is AES256, AES128, RC4; empty is none
	May      []string
	Previous []Version // older passwords, newest first
}

// Version is one password with its key version number.
type Version struct {
	Password string
	KVNO     int
}

// NoKeys is the ETypes value of an account that never had a password.
var NoKeys = []int32{}

// Types lists the enctypes that have keys, strongest first.
func (s *Secret) Types() []int32 {
	if s.ETypes == nil {
		return allETypes
	}
	return s.ETypes
}

// Key derives the current key of one type; ok is false when there is none.
func (s *Secret) Key(etype int32) (key types.EncryptionKey, ok bool) {
	if s == nil || !slices.Contains(s.Types(), etype) {
		return key, false
	}
	return DeriveKey(s.Password, s.Salt, etype)
}

// MayWrite says whether the account was given the right to write an attribute;
// "*" is every attribute.
func (s *Secret) MayWrite(attribute string) bool {
	return s != nil && slices.ContainsFunc(s.May, func(m string) bool { return m == "*" || strings.EqualFold(m, attribute) })
}

// Admin says whether the account may write everything.
func (s *Secret) Admin() bool { return s != nil && slices.Contains(s.May, "*") }

type keyID struct {
	password, salt string
	etype          int32
}

// keyCache holds derived keys: the derivation of RFC 3962 is slow by design
// and the lab asks for the same few again and again.
var keyCache sync.Map

// DeriveKey turns a password into a key (RFC 3961 string-to-key with the
// default parameters); ok is false for a type the lab does not speak.
func DeriveKey(password, salt string, etype int32) (types.EncryptionKey, bool) {
	id := keyID{password, salt, etype}
	if k, hit := keyCache.Load(id); hit {
		return k.(types.EncryptionKey), true
	}
	et, err := crypto.GetEtype(etype)
	if err != nil {
		return types.EncryptionKey{}, false
	}
	b, err := et.StringToKey(password, salt, et.GetDefaultStringToKeyParams())
	if err != nil {
		return types.EncryptionKey{}, false
	}
	k := types.EncryptionKey{KeyType: etype, KeyValue: b}
	keyCache.Store(id, k)
	return k, true
}
