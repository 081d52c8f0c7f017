package explain

// The cause families. The ids are stable: they are never renamed or reused.
const (
	spnMissing     = "spn-missing"
	spnDuplicate   = "spn-duplicate"
	spnMalformed   = "spn-malformed"
	uniqueness     = "uniqueness"
	wrongKey       = "wrong-key"
	noKey          = "no-key"
	noCommonEType  = "no-common-etype"
	clock          = "clock"
	badPassword    = "bad-password"
	unknownClient  = "unknown-client"
	disabled       = "account-disabled"
	locked         = "account-locked"
	passwordExpiry = "password-expired"
	policy         = "policy"
	delegation     = "delegation-refused"
	doubleHop      = "double-hop"
	noCredentials  = "no-credentials"
	expired        = "expired"
	kdcUnreachable = "kdc-unreachable"
	dns            = "dns"
	wrongRealm     = "wrong-realm"
	trust          = "trust"
	machineTrust   = "machine-trust"
	ldapSigning    = "ldap-signing"
	channelBinding = "channel-binding"
	rights         = "rights"
	notFound       = "not-found"
	ldapRequest    = "ldap-request"
	serverDown     = "server-unreachable"
	tlsTrouble     = "tls"
	ntlmFallback   = "ntlm-fallback"
	ntlmLoopback   = "ntlm-loopback"
	smtpAuth       = "smtp-auth"
	mapiNTLM       = "mapi-no-kerberos"
	cacheKind      = "cache-kind"
	config         = "config"
	replay         = "replay"
	pkinit         = "pkinit"
	tokenSize      = "token-size"
	userToUser     = "user-to-user"
	mechanism      = "mechanism-missing"
	replication    = "replication"
	harmless       = "harmless"
	generic        = "generic"
)

// family is what all messages with the same cause have in common.
type family struct {
	title    string
	causes   []string
	next     []string
	guide    string
	finding  string // code of the finding that the walkthrough would come to, "" when there is no single one
	harmless bool   // not a fault by itself: listed last
}

var families = merge(familiesOfServices, familiesOfAccounts, familiesOfNetwork, familiesOfPrograms)

func merge(maps ...map[string]family) map[string]family {
	out := map[string]family{}
	for _, m := range maps {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}
