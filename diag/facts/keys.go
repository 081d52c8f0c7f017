package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// AccountKeys are the encryption types of the keys that the KDC has for an
// account, by account name. They are told, without any password, by the hint
// (PA-ETYPE-INFO2, RFC 4120 5.2.7.5) that the KDC sends when the account itself
// asks for a login and offers no proof.
var AccountKeys = diag.Define[KeysValue]("account.keys", "the encryption types that the KDC has keys of, by account name")

// KeysValue lists the types, strongest first.
type KeysValue struct {
	ETypes []ad.EType `json:"etypes"`
}
