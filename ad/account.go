package ad

import (
	"slices"
	"strings"
	"time"
)

// UAC is the userAccountControl bit set (MS-ADTS 2.2.16).
type UAC uint32

// The userAccountControl bits that matter to Kerberos.
const (
	UACDisabled            UAC = 0x2
	UACLockout             UAC = 0x10
	UACNormal              UAC = 0x200
	UACWorkstation         UAC = 0x1000
	UACServer              UAC = 0x2000 // a domain controller
	UACNoPasswordExpiry    UAC = 0x10000
	UACSmartcard           UAC = 0x40000
	UACTrustedDelegation   UAC = 0x80000 // unconstrained delegation
	UACNotDelegated        UAC = 0x100000
	UACDESOnly             UAC = 0x200000
	UACNoPreauth           UAC = 0x400000
	UACPasswordExpired     UAC = 0x800000
	UACTrustedToAuth       UAC = 0x1000000 // protocol transition
	UACPartialSecrets      UAC = 0x4000000 // a read-only domain controller
	UACPasswordNotRequired UAC = 0x20
)

var uacNames = []struct {
	bit  UAC
	name string
}{
	{0x1, "SCRIPT"}, {UACDisabled, "ACCOUNTDISABLE"}, {0x8, "HOMEDIR_REQUIRED"}, {UACLockout, "LOCKOUT"},
	{UACPasswordNotRequired, "PASSWD_NOTREQD"}, {0x40, "PASSWD_CANT_CHANGE"}, {0x80, "ENCRYPTED_TEXT_PWD_ALLOWED"},
	{0x100, "TEMP_DUPLICATE_ACCOUNT"}, {UACNormal, "NORMAL_ACCOUNT"}, {0x800, "INTERDOMAIN_TRUST_ACCOUNT"},
	{UACWorkstation, "WORKSTATION_TRUST_ACCOUNT"}, {UACServer, "SERVER_TRUST_ACCOUNT"},
	{UACNoPasswordExpiry, "DONT_EXPIRE_PASSWORD"}, {0x20000, "MNS_LOGON_ACCOUNT"}, {UACSmartcard, "SMARTCARD_REQUIRED"},
	{UACTrustedDelegation, "TRUSTED_FOR_DELEGATION"}, {UACNotDelegated, "NOT_DELEGATED"},
	{UACDESOnly, "USE_DES_KEY_ONLY"}, {UACNoPreauth, "DONT_REQ_PREAUTH"}, {UACPasswordExpired, "PASSWORD_EXPIRED"},
	{UACTrustedToAuth, "TRUSTED_TO_AUTH_FOR_DELEGATION"}, {0x2000000, "NO_AUTH_DATA_REQUIRED"},
	{UACPartialSecrets, "PARTIAL_SECRETS_ACCOUNT"},
}

// Has says whether every bit of b is set.
func (u UAC) Has(b UAC) bool { return u&b == b }

// Names lists the set bits by their documented names, in bit order.
func (u UAC) Names() []string {
	var out []string
	for _, n := range uacNames {
		if u&n.bit != 0 {
			out = append(out, n.name)
		}
	}
	return out
}

// Account is a security principal as the checks see it, decoded from one
// directory entry. A zero value means "not set" or "never" only where the
// attribute is not in Unread (see Knows): to a reader, an absent attribute and a
// hidden one look the same.
type Account struct {
	DN            string          `json:"dn"`
	GUID          string          `json:"guid,omitempty"`
	SID           string          `json:"sid,omitempty"`
	Name          string          `json:"name"` // sAMAccountName, with the $ of a computer
	UPN           string          `json:"upn,omitempty"`
	DNSHostName   string          `json:"dns_host_name,omitempty"`
	Classes       []string        `json:"classes,omitempty"` // objectClass, most general first
	UAC           UAC             `json:"uac"`
	ETypes        SupportedETypes `json:"enctypes"`
	ETypesSet     bool            `json:"enctypes_set,omitempty"` // msDS-SupportedEncryptionTypes is there, even if it is 0
	SPNs          []string        `json:"spns,omitempty"`
	PasswordSet   time.Time       `json:"password_set,omitzero"`    // pwdLastSet; zero also when 0
	Expires       time.Time       `json:"expires,omitzero"`         // accountExpires; zero is never
	Locked        time.Time       `json:"locked,omitzero"`          // lockoutTime
	KVNO          int             `json:"kvno,omitempty"`           // msDS-KeyVersionNumber; 0 is not known
	DelegatesTo   []string        `json:"delegates_to,omitempty"`   // msDS-AllowedToDelegateTo
	ActOnBehalf   []string        `json:"act_on_behalf,omitempty"`  // SIDs allowed by msDS-AllowedToActOnBehalfOfOtherIdentity
	ActDenied     []string        `json:"act_denied,omitempty"`     // SIDs that the same descriptor denies
	ActEntries    []AccessEntry   `json:"act_entries,omitempty"`    // the entries of the descriptor in order; nil in facts of before
	MemberOf      []string        `json:"member_of,omitempty"`      // DNs
	Writable      []string        `json:"writable,omitempty"`       // allowedAttributesEffective, only when asked for
	WritableKnown bool            `json:"writable_known,omitempty"` // allowedAttributesEffective was answered
	ValidatedSPN  bool            `json:"validated_spn,omitempty"`  // not in Writable, but the validated write to servicePrincipalName is held, or cannot be ruled out
	MayGrant      bool            `json:"may_grant,omitempty"`      // the reader may change the object's permissions (sDRightsEffective)
	PasswordNever bool            `json:"password_never,omitempty"` // pwdLastSet is 0: never had one, or must change it
	// Unread lists the attributes that were asked for, did not come, and are not known
	// to be absent: the reader may not see them, or nothing tells. UnreadWhy says how
	// we know, where we do.
	Unread    []string `json:"unread,omitempty"`
	UnreadWhy string   `json:"unread_why,omitempty"`
	Garbled   []string `json:"garbled,omitempty"` // attributes whose value makes no sense
}

// Is says whether the account has the object class (any case).
func (a Account) Is(class string) bool {
	return slices.ContainsFunc(a.Classes, func(c string) bool { return strings.EqualFold(c, class) })
}

// Kind names the account for a person: computer, gMSA, sMSA, user or the last
// object class.
func (a Account) Kind() string {
	switch {
	case a.Is("msDS-GroupManagedServiceAccount"):
		return "gMSA"
	case a.Is("msDS-ManagedServiceAccount"):
		return "sMSA"
	case a.Is("computer"):
		return "computer"
	case a.Is("user"):
		return "user"
	case len(a.Classes) > 0:
		return a.Classes[len(a.Classes)-1]
	}
	return "object"
}

// Disabled says whether ACCOUNTDISABLE is set.
func (a Account) Disabled() bool { return a.UAC.Has(UACDisabled) }

// Expired says whether accountExpires has passed at the given time.
func (a Account) Expired(now time.Time) bool { return !a.Expires.IsZero() && now.After(a.Expires) }

// Same says whether two accounts are one object: by SID where both have one,
// otherwise by DN without regard to case.
func (a Account) Same(b Account) bool {
	if a.SID != "" && b.SID != "" {
		return a.SID == b.SID
	}
	return strings.EqualFold(a.DN, b.DN)
}

// Knows says whether an attribute was read, or is known to be absent, and if not,
// why. It answers for the attributes that Account is decoded from.
func (a Account) Knows(attribute string) (known bool, why string) {
	if slices.ContainsFunc(a.Unread, func(u string) bool { return strings.EqualFold(u, attribute) }) {
		return false, a.UnreadWhy
	}
	if slices.ContainsFunc(a.Garbled, func(u string) bool { return strings.EqualFold(u, attribute) }) {
		return false, "its value makes no sense"
	}
	return true, ""
}

// Label is the name a person knows: sAMAccountName, else the DN.
func (a Account) Label() string {
	if a.Name != "" {
		return a.Name
	}
	return a.DN
}

// MayWrite says whether the reader's account may write the attribute, and
// whether that is known at all. With the validated write alone it depends on the SPN:
// only names of the object's own may be written (MS-ADTS 3.1.1.5.3.1.1.4).
func (a Account) MayWrite(attribute string) (may, known bool) {
	may = slices.ContainsFunc(a.Writable, func(w string) bool { return strings.EqualFold(w, attribute) })
	if !may && a.ValidatedSPN && strings.EqualFold(attribute, "servicePrincipalName") {
		return false, false
	}
	return may, a.WritableKnown
}
