package lookup

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

type bit struct {
	bit  uint32
	name string
}

// bitNames names the bits of flag attributes other than userAccountControl
// and msDS-SupportedEncryptionTypes, which ad knows.
var bitNames = map[string][]bit{
	"grouptype": { // MS-ADTS 2.2.12
		{0x1, "BUILTIN_LOCAL"}, {0x2, "GLOBAL"}, {0x4, "DOMAIN_LOCAL"}, {0x8, "UNIVERSAL"}, {0x80000000, "SECURITY_ENABLED"}},
	"systemflags": { // MS-ADTS 2.2.10
		{0x1, "NOT_REPLICATED / CR_NTDS_NC"}, {0x2, "REPLICATE_TO_GC / CR_NTDS_DOMAIN"}, {0x4, "CONSTRUCTED"},
		{0x10, "BASE_SCHEMA"}, {0x02000000, "DELETE_IMMEDIATELY"}, {0x04000000, "DOMAIN_DISALLOW_MOVE"},
		{0x08000000, "DOMAIN_DISALLOW_RENAME"}, {0x10000000, "CONFIG_ALLOW_LIMITED_MOVE"}, {0x20000000, "CONFIG_ALLOW_MOVE"},
		{0x40000000, "CONFIG_ALLOW_RENAME"}, {0x80000000, "DISALLOW_DELETE"}},
	"trustattributes": { // MS-ADTS 6.1.6.7.9
		{0x1, "NON_TRANSITIVE"}, {0x2, "UPLEVEL_ONLY"}, {0x4, "QUARANTINED_DOMAIN"}, {0x8, "FOREST_TRANSITIVE"},
		{0x10, "CROSS_ORGANIZATION"}, {0x20, "WITHIN_FOREST"}, {0x40, "TREAT_AS_EXTERNAL"}, {0x80, "USES_RC4_ENCRYPTION"},
		{0x200, "NO_TGT_DELEGATION"}, {0x400, "PIM_TRUST"}},
}

// accountTypes are the values of sAMAccountType (MS-SAMR 2.2.1.9).
var accountTypes = map[uint32]string{
	0x0: "DOMAIN_OBJECT", 0x10000000: "GROUP_OBJECT", 0x10000001: "NON_SECURITY_GROUP_OBJECT", 0x20000000: "ALIAS_OBJECT",
	0x20000001: "NON_SECURITY_ALIAS_OBJECT", 0x30000000: "USER_OBJECT", 0x30000001: "MACHINE_ACCOUNT", 0x30000002: "TRUST_ACCOUNT",
}

// showFlags renders a flag attribute: the names of the bits and the number.
func showFlags(base string, v uint32) string {
	switch base {
	case "useraccountcontrol", "msds-user-account-control-computed":
		return fmt.Sprintf("%s (0x%x)", strings.Join(orNone(ad.UAC(v).Names()), ", "), v)
	case "msds-supportedencryptiontypes":
		return ad.SupportedETypes(v).String()
	case "samaccounttype":
		if n, ok := accountTypes[v]; ok {
			return fmt.Sprintf("%s (0x%x)", n, v)
		}
	}
	var names []string
	rest := v
	for _, b := range bitNames[base] {
		if v&b.bit != 0 {
			names = append(names, b.name)
			rest &^= b.bit
		}
	}
	if rest != 0 {
		names = append(names, fmt.Sprintf("unknown bits 0x%x", rest))
	}
	return fmt.Sprintf("%s (0x%x)", strings.Join(orNone(names), ", "), v)
}

func orNone(names []string) []string {
	if len(names) == 0 {
		return []string{"none"}
	}
	return names
}
