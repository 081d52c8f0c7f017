package ad

import (
	"context"
	"time"
)

// TicketFlags are the ticket flag bits, most significant bit first as in
// RFC 4120 5.3 (forwardable is 0x40000000).
type TicketFlags uint32

var flagLetters = []struct {
	bit    TicketFlags
	letter byte
	name   string
}{
	{0x40000000, 'F', "forwardable"}, {0x20000000, 'f', "forwarded"}, {0x10000000, 'P', "proxiable"},
	{0x08000000, 'p', "proxy"}, {0x04000000, 'D', "may_postdate"}, {0x02000000, 'd', "postdated"},
	{0x00800000, 'R', "renewable"}, {0x00400000, 'I', "initial"}, {0x01000000, 'i', "invalid"},
	{0x00100000, 'H', "hw_authent"}, {0x00200000, 'A', "pre_authent"}, {0x00080000, 'T', "transited-policy-checked"},
	{0x00040000, 'O', "ok_as_delegate"}, {0x00008000, 'a', "anonymous"}, {0x00010000, 0, "name_canonicalize"},
}

// The flags that the program acts on.
const (
	FlagForwardable TicketFlags = 0x40000000
	FlagRenewable   TicketFlags = 0x00800000
	FlagInitial     TicketFlags = 0x00400000
)

// Letters renders the flags as MIT klist does: "FRIA".
func (f TicketFlags) Letters() string {
	var b []byte
	for _, l := range flagLetters {
		if f&l.bit != 0 && l.letter != 0 {
			b = append(b, l.letter)
		}
	}
	return string(b)
}

// Names lists the flags by the words of Windows' klist.
func (f TicketFlags) Names() []string {
	var out []string
	for _, l := range flagLetters {
		if f&l.bit != 0 {
			out = append(out, l.name)
		}
	}
	return out
}

// TicketRequest asks for one service ticket.
type TicketRequest struct {
	SPN    string  `json:"spn"`
	ETypes []EType `json:"etypes,omitempty"` // empty: AES256, AES128, RC4
	KDC    string  `json:"kdc,omitempty"`    // host or host:port; empty: the realm's own list
	Renew  bool    `json:"renew,omitempty"`
}

// TicketReply is what a KDC issued. Key material never leaves the krb package.
type TicketReply struct {
	SPN          string          `json:"spn"`   // the name in the reply, which canonicalisation may have changed
	Realm        string          `json:"realm"` // of the ticket's server
	Client       string          `json:"client"`
	TicketEType  EType           `json:"ticket_etype"`  // what the service must be able to decrypt
	SessionEType EType           `json:"session_etype"` // what client and service will speak
	KVNO         int             `json:"kvno"`          // of the service's key, from the ticket's encrypted part
	Flags        TicketFlags     `json:"flags"`
	AuthTime     time.Time       `json:"auth_time,omitzero"`
	Start        time.Time       `json:"start,omitzero"`
	End          time.Time       `json:"end,omitzero"`
	RenewUntil   time.Time       `json:"renew_until,omitzero"`
	OwnerETypes  SupportedETypes `json:"owner_etypes,omitempty"` // PA-SUPPORTED-ENCTYPES (MS-KILE 2.2.8)
	OwnerKnown   bool            `json:"owner_known,omitempty"`  // whether the KDC sent it
	Bytes        int             `json:"bytes,omitempty"`        // size of the ticket as the KDC sent it; 0: not measured
}

// Hop is one exchange on the way to a ticket: one KDC asked, one answer.
type Hop struct {
	Realm string `json:"realm"` // whose KDC was asked
	KDC   string `json:"kdc"`   // host:port
	Asked string `json:"asked"` // the server name in the request
	Got   string `json:"got"`   // the server name in the reply, or the error
	// TicketEType is what the ticket of the reply is encrypted with, 0 without one: for
	// a referral a key of the trust.
	TicketEType EType         `json:"ticket_etype,omitempty"`
	Elapsed     time.Duration `json:"elapsed"`
}

// TicketResult is the outcome of one request: a reply, an error of the KDC, or
// a problem that kept the KDC from answering. Exactly one of the three is set.
type TicketResult struct {
	SPN     string        `json:"spn"` // as asked
	Reply   *TicketReply  `json:"reply,omitempty"`
	Error   *KDCError     `json:"error,omitempty"`
	Problem *Problem      `json:"problem,omitempty"`
	KDC     string        `json:"kdc,omitempty"` // who answered last, host:port
	Trace   []Hop         `json:"trace,omitempty"`
	Elapsed time.Duration `json:"elapsed"` // round trip of the whole request, nanoseconds
	At      time.Time     `json:"at"`
}

// TicketAsker asks a KDC for service tickets, without any cache: every call is
// an exchange on the wire. It is safe for concurrent use.
type TicketAsker interface {
	Ask(ctx context.Context, req TicketRequest) TicketResult
	// Client returns the principal that asks, "alice@CONTOSO.LAB".
	Client() string
}

// CachedTicket is one entry of a credential cache.
type CachedTicket struct {
	Client       string      `json:"client"`
	Server       string      `json:"server"`
	TicketServer string      `json:"ticket_server,omitempty"` // when the ticket's own server differs (referral)
	TicketEType  EType       `json:"ticket_etype"`
	SessionEType EType       `json:"session_etype"`
	KVNO         int         `json:"kvno"`
	Flags        TicketFlags `json:"flags"`
	AuthTime     time.Time   `json:"auth_time,omitzero"`
	Start        time.Time   `json:"start,omitzero"`
	End          time.Time   `json:"end,omitzero"`
	RenewUntil   time.Time   `json:"renew_until,omitzero"`
	Addresses    []string    `json:"addresses,omitempty"`
	Config       string      `json:"config,omitempty"`       // key of a configuration entry, "" for a ticket
	ConfigValue  string      `json:"config_value,omitempty"` // printable or hexadecimal
	ConfigRaw    []byte      `json:"-"`                      // the same as it stands in the cache
	AuthData     []int       `json:"auth_data,omitempty"`    // types of submitted authorization data
	Removed      bool        `json:"removed,omitempty"`
	Size         int         `json:"-"` // of the ticket as it stands in the cache, in bytes
}

// CredCache is a credential cache as klist shows it.
type CredCache struct {
	Name      string         `json:"name"` // "FILE:/tmp/krb5cc_1000"
	Principal string         `json:"principal"`
	Tickets   []CachedTicket `json:"tickets"`
	Primary   bool           `json:"primary,omitempty"` // the collection's default
	Why       string         `json:"why,omitempty"`     // why this cache is the one in use
	Problem   *Problem       `json:"problem,omitempty"` // why it could not be read
	Version   int            `json:"-"`                 // of the file's format, 1 to 4
}

// CacheLister reads the operator's credential caches, the one in use first. It
// never writes to them.
type CacheLister interface {
	Caches(ctx context.Context) ([]CredCache, error)
}
