package lookup

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

// AccountAttributes are the attributes that DecodeAccount reads. Add
// "allowedAttributesEffective" to learn what the reader may write.
var AccountAttributes = []string{
	"objectGUID", "objectSid", "sAMAccountName", "userPrincipalName", "dNSHostName", "objectClass", "userAccountControl",
	"msDS-SupportedEncryptionTypes", "servicePrincipalName", "pwdLastSet", "accountExpires", "lockoutTime",
	"msDS-KeyVersionNumber", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity", "memberOf",
	"msDS-User-Account-Control-Computed",
}

// withRights asks for the writable attributes as well.
func withRights() []string {
	return append(append([]string(nil), AccountAttributes...), "allowedAttributesEffective")
}

// DecodeAccount reads an account from an entry that was asked for with
// AccountAttributes. The error names an attribute whose bytes make no sense
// where the account would be unusable without it (objectSid, objectGUID);
// others are listed in Garbled. Every attribute that did not come is in Unread:
// Settle finds out which of them are absent.
func DecodeAccount(e ad.Entry) (ad.Account, error) {
	return DecodeAsked(e, AccountAttributes)
}

// DecodeAsked is DecodeAccount for an entry that was asked for with other
// attributes.
func DecodeAsked(e ad.Entry, asked []string) (ad.Account, error) {
	a := ad.Account{DN: e.DN, Name: e.Text("sAMAccountName"), UPN: e.Text("userPrincipalName"), DNSHostName: e.Text("dNSHostName"),
		Classes: e.Texts("objectClass"), SPNs: e.Texts("servicePrincipalName"), DelegatesTo: e.Texts("msDS-AllowedToDelegateTo"),
		MemberOf: e.Texts("memberOf"), Writable: e.Texts("allowedAttributesEffective"), WritableKnown: e.Has("allowedAttributesEffective")}
	var err error
	if v := e.Values("objectSid"); len(v) > 0 {
		if a.SID, err = ad.DecodeSID(v[0]); err != nil {
			return a, fmt.Errorf("objectSid of %s: %w", e.DN, err)
		}
	}
	if v := e.Values("objectGUID"); len(v) > 0 {
		if a.GUID, err = ad.DecodeGUID(v[0]); err != nil {
			return a, fmt.Errorf("objectGUID of %s: %w", e.DN, err)
		}
	}
	for _, name := range asked {
		if !e.Has(name) {
			a.Unread = append(a.Unread, name)
		}
	}
	number := func(name string) int64 {
		text := e.Text(name)
		if text == "" {
			return 0
		}
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			a.Garbled = append(a.Garbled, name)
			return 0
		}
		return v
	}
	a.UAC = ad.UAC(uint32(number("userAccountControl")))
	// Lockout and password expiry live in the computed attribute only
	// (MS-ADTS 3.1.1.4.5.17).
	a.UAC |= ad.UAC(uint32(number("msDS-User-Account-Control-Computed"))) & (ad.UACLockout | ad.UACPasswordExpired | ad.UACPartialSecrets)
	a.ETypes = ad.SupportedETypes(uint32(number("msDS-SupportedEncryptionTypes")))
	a.ETypesSet = e.Has("msDS-SupportedEncryptionTypes")
	a.KVNO = int(number("msDS-KeyVersionNumber"))
	set := number("pwdLastSet")
	a.PasswordSet, a.PasswordNever = ad.Filetime(set), e.Has("pwdLastSet") && set == 0
	a.Expires = ad.Filetime(number("accountExpires"))
	a.Locked = ad.Filetime(number("lockoutTime"))
	if v := e.Values("msDS-AllowedToActOnBehalfOfOtherIdentity"); len(v) > 0 {
		sd, err := DecodeSecurityDescriptor(v[0])
		if err != nil {
			a.Garbled = append(a.Garbled, "msDS-AllowedToActOnBehalfOfOtherIdentity")
		} else {
			a.ActEntries = sd.Actors()
			a.ActOnBehalf, a.ActDenied = named(a.ActEntries)
		}
	}
	return a, nil
}

// parseGeneralizedTime reads the forms that Active Directory writes.
func parseGeneralizedTime(s string) (time.Time, bool) {
	for _, layout := range []string{"20060102150405.0Z", "20060102150405Z", "20060102150405.000Z"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// fold is how Active Directory compares most names.
func fold(s string) string { return strings.ToLower(s) }
