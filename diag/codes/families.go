package codes

import (
	"maps"
	"slices"
)

// The cause families. The ids are stable: they are never renamed or reused.
const (
	SPNMissing     = "spn-missing"
	SPNDuplicate   = "spn-duplicate"
	SPNMalformed   = "spn-malformed"
	Uniqueness     = "uniqueness"
	WrongKey       = "wrong-key"
	NoKey          = "no-key"
	NoCommonEType  = "no-common-etype"
	Clock          = "clock"
	BadPassword    = "bad-password"
	UnknownClient  = "unknown-client"
	Disabled       = "account-disabled"
	Locked         = "account-locked"
	PasswordExpiry = "password-expired"
	Policy         = "policy"
	Delegation     = "delegation-refused"
	DoubleHop      = "double-hop"
	NoCredentials  = "no-credentials"
	Expired        = "expired"
	KDCUnreachable = "kdc-unreachable"
	DNS            = "dns"
	WrongRealm     = "wrong-realm"
	Trust          = "trust"
	MachineTrust   = "machine-trust"
	LDAPSigning    = "ldap-signing"
	ChannelBinding = "channel-binding"
	Rights         = "rights"
	NotFound       = "not-found"
	LDAPRequest    = "ldap-request"
	ServerDown     = "server-unreachable"
	TLS            = "tls"
	NTLMFallback   = "ntlm-fallback"
	NTLMLoopback   = "ntlm-loopback"
	SMTPAuth       = "smtp-auth"
	MAPINTLM       = "mapi-no-kerberos"
	CacheKind      = "cache-kind"
	Config         = "config"
	Replay         = "replay"
	Pkinit         = "pkinit"
	TokenSize      = "token-size"
	UserToUser     = "user-to-user"
	Mechanism      = "mechanism-missing"
	Replication    = "replication"
	Harmless       = "harmless"
	Generic        = "generic"
	SetPassword    = "set-password"
	RC4Ticket      = "rc4-ticket"
	PAC            = "pac-signature"
)

// family is what all messages with the same cause have in common.
type Family struct {
	Title    string
	Causes   []string
	Next     []string
	Guide    string
	Finding  string // code of the finding that the walkthrough would come to, "" when there is no single one
	Harmless bool   // not a fault by itself: listed last
}

// families are all of them by id.
var families = merge(familiesOfServices, familiesOfAccounts, familiesOfNetwork, familiesOfPrograms)

func merge(maps ...map[string]Family) map[string]Family {
	out := map[string]Family{}
	for _, m := range maps {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// FamilyOf returns a cause family by its id; ok is false for one that is not
// known.
func FamilyOf(id string) (Family, bool) {
	f, ok := families[id]
	return f, ok
}

// FamilyIDs lists the ids, sorted.
func FamilyIDs() []string { return slices.Sorted(maps.Keys(families)) }
