package diag

import (
	"strings"

	"adwalk/ad"
)

// Fold maps what is the same subject, however it is spelled, to one key. A kind
// declares its own: two files that differ in case are two, two host names are one.
type Fold func(subject string) string

// SPNs are the same as Active Directory compares them.
func SPNs(subject string) string { return ad.FoldSPN(subject) }

// Names of accounts, DNs, realms and keys of inputs do not depend on case. An invisible
// character in one makes another name.
func Names(subject string) string { return strings.ToLower(subject) }

// Hosts do not depend on case, nor on the dot that closes a full name.
func Hosts(subject string) string { return strings.ToLower(strings.TrimSuffix(subject, ".")) }

// URLs depend on case behind the host only (RFC 3986 section 6.2.2.1).
func URLs(subject string) string {
	scheme, rest, ok := strings.Cut(subject, "://")
	if !ok {
		return subject
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return strings.ToLower(scheme) + "://" + strings.ToLower(rest[:end]) + rest[end:]
}

// Exact is for subjects of which each spelling is another, such as files, and for
// facts that exist once.
func Exact(subject string) string { return subject }

// folded is the key of a kind's subject. A kind that nobody declared has no facts.
func folded(kind, subject string) string {
	if k, ok := kinds[kind]; ok {
		return k.fold(subject)
	}
	return subject
}
