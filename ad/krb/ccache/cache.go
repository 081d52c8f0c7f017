package ccache

import (
	"fmt"
	"strings"
	"time"
)

// Principal is a Kerberos name with its realm.
type Principal struct {
	NameType   int32
	Realm      string
	Components []string
}

var principalEscape = strings.NewReplacer(`\`, `\\`, `/`, `\/`, `@`, `\@`, "\n", `\n`, "\t", `\t`, "\b", `\b`, "\x00", `\0`)

// String renders the name as krb5_unparse_name does: "HTTP/web@REALM", with
// separators inside a component escaped by a backslash.
func (p Principal) String() string {
	var b strings.Builder
	for i, c := range p.Components {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(principalEscape.Replace(c))
	}
	return b.String() + "@" + principalEscape.Replace(p.Realm)
}

// Equal compares realm and components; the name type does not count
// (RFC 4120 6.2).
func (p Principal) Equal(q Principal) bool {
	if p.Realm != q.Realm || len(p.Components) != len(q.Components) {
		return false
	}
	for i := range p.Components {
		if p.Components[i] != q.Components[i] {
			return false
		}
	}
	return true
}

// Credential is one entry of a cache. Its key and tickets stay out of every
// printed form.
type Credential struct {
	Client       Principal
	Server       Principal
	KeyType      int32
	key          []byte
	AuthTime     time.Time // zero when not set; UTC
	Start        time.Time
	End          time.Time
	RenewTill    time.Time
	rawAuth      uint32
	rawEnd       uint32
	SKey         bool   // encrypted in another ticket's session key (user to user)
	Flags        uint32 // RFC 4120 5.3, most significant bit first
	Addresses    []Address
	AuthData     []int // types of the authorization data that was submitted
	ticket       []byte
	secondTicket []byte
	ticketEType  int32 // where the ticket itself is not there to say it
}

// Address is a host address that a ticket is bound to (RFC 4120 5.2.5).
type Address struct {
	Type int
	Data []byte
}

// Key returns a copy of the session key.
func (c *Credential) Key() []byte { return append([]byte(nil), c.key...) }

// Ticket returns the encoded ticket (RFC 4120 5.3). The caller must not
// change it.
func (c *Credential) Ticket() []byte { return c.ticket }

// SecondTicket returns the additional ticket of S4U and user-to-user entries.
func (c *Credential) SecondTicket() []byte { return c.secondTicket }

// Format keeps key and tickets out of every verb, %+v and %#v included.
func (c Credential) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "ticket for %s to %s", c.Client, c.Server)
}

// Cache is a credential cache in memory.
type Cache struct {
	Name        string // "FILE:/tmp/krb5cc_0", "" for parsed bytes
	Version     int    // file format 1 to 4; 4 for KCM
	Principal   Principal
	Credentials []Credential
	Offset      time.Duration // the KDC's clock minus ours when the cache was made
	NoKeys      bool          // a list only: Windows keeps the keys and the tickets of a logon session
}

// The realms that mark entries which are no tickets.
const (
	configRealm  = "X-CACHECONF:"
	removedRealm = "X-RMED-CONF:"
)

// Config returns the key of a configuration entry and the principal it is
// about, if any: {"refresh_time", ""} or {"proxy_impersonator", "…"}.
func (c *Credential) Config() (key, about string, ok bool) {
	if c.Server.Realm != configRealm || len(c.Server.Components) < 2 || c.Server.Components[0] != "krb5_ccache_conf_data" {
		return "", "", false
	}
	if len(c.Server.Components) > 2 {
		about = c.Server.Components[2]
	}
	return c.Server.Components[1], about, true
}

// Removed says that the entry was deleted in place: MIT marks it with an
// authentication time of -1 and no end, or with a realm of its own.
func (c *Credential) Removed() bool {
	return c.Server.Realm == removedRealm || c.rawEnd == 0 && (c.rawAuth == 0xFFFFFFFF || c.Server.Realm != configRealm)
}
