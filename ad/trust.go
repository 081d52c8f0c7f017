package ad

// Trust is a trusted domain object (MS-ADTS 6.1.6.7).
type Trust struct {
	DN        string          `json:"dn"`
	Partner   string          `json:"partner"`          // trustPartner: the other domain's DNS name
	Direction TrustDirection  `json:"direction"`        // trustDirection
	Type      int             `json:"type"`             // trustType: 2 Active Directory, 3 another Kerberos realm
	Flags     uint32          `json:"flags"`            // trustAttributes
	ETypes    SupportedETypes `json:"enctypes"`         // msDS-SupportedEncryptionTypes
	Unread    []string        `json:"unread,omitempty"` // attributes that did not come and are not known to be absent
	UnreadWhy string          `json:"unread_why,omitempty"`
}

// TrustDirection says who trusts whom.
type TrustDirection int

// The bits of TrustDirection (MS-ADTS 6.1.6.7.12).
const (
	TrustInbound  TrustDirection = 1 // the other domain trusts this one: this domain's KDCs issue tickets for it
	TrustOutbound TrustDirection = 2 // this domain trusts the other one
)

// Types of trusts and a flag of theirs (MS-ADTS 6.1.6.7.15, 6.1.6.7.9).
const (
	TrustTypeAD    = 2
	TrustTypeRealm = 3
	TrustUsesRC4   = 0x80 // TRUST_ATTRIBUTE_USES_RC4_ENCRYPTION: the keys of a trust with a realm are RC4
)

// Knows says whether an attribute was read or is known to be absent, and if not,
// why.
func (t Trust) Knows(attribute string) (known bool, why string) {
	return Account{Unread: t.Unread, UnreadWhy: t.UnreadWhy}.Knows(attribute)
}

// Label is the other domain's name.
func (t Trust) Label() string {
	if t.Partner != "" {
		return t.Partner
	}
	return t.DN
}
