package facts

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// AccountKeys are the encryption types of the keys that the KDC has for an
// account, by principal (Principal). The KDC's hint (PA-ETYPE-INFO2, RFC 4120
// 5.2.7.5) lists them when somebody asks for a login of the account and offers no
// proof.
var AccountKeys = diag.Define[KeysValue]("account.keys", "the encryption types that the KDC has keys of, by principal", diag.Names)

// Principal is the account's Kerberos name with the realm of the domain that it
// is in: two domains of a forest may each have an account of the same name.
func Principal(a ad.Account) string {
	if domain := ad.DNSDomain(a.DN); domain != "" {
		return a.Name + "@" + strings.ToUpper(domain)
	}
	return a.Name
}

// KeysValue lists the types, strongest first.
type KeysValue struct {
	ETypes []ad.EType `json:"etypes"`
}
