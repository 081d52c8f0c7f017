package trace

import "time"

// Protocol is what an exchange speaks.
type Protocol string

// The protocols.
const (
	LDAP Protocol = "ldap"
	KDC  Protocol = "kerberos"
	DNS  Protocol = "dns"
	HTTP Protocol = "http"
	SMTP Protocol = "smtp"
	SMB  Protocol = "smb"
	TDS  Protocol = "tds"
	TCP  Protocol = "tcp" // a connection that is opened and closed
)

// Kind sorts exchanges by what they are for.
type Kind string

// The kinds.
const (
	Search Kind = "search"  // a directory was read
	Write  Kind = "write"   // a directory was changed
	Login  Kind = "login"   // somebody logged in to a KDC or a directory
	Ticket Kind = "ticket"  // a KDC was asked for a ticket, its clock or an account's keys
	Lookup Kind = "lookup"  // DNS was asked
	Probe  Kind = "service" // a service was asked, or a port
)

// Phase says how far an exchange is.
type Phase int

// The phases. Only Done has an outcome.
const (
	Begun   Phase = iota // sent, or about to be
	Reading              // answers are coming
	Waiting              // the server is silent and still answers other questions
	Done
)

// OK is the outcome of an exchange that came to its usual end.
const OK = "ok"

// Event is one exchange with a server.
type Event struct {
	Number     int // in this run, from 1, in the order in which they began
	At         time.Time
	Protocol   Protocol
	Kind       Kind
	Asked      string // "http/mail.contoso.lab", "(cn=x) -b DC=contoso -s sub"
	Server     string // host:port, or the name of a resolver; "" when none was reached
	Protection string // "TLS", "StartTLS", "sealed", "signed", "none"; of a KDC "tcp" or "udp"; "" where it does not apply
	Phase      Phase
	Outcome    string // OK, the name of a result code or KDC error, or why there was no answer
	Objects    int    // received, of a search
	Elapsed    time.Duration
	Command    string // that does the same, for a shell
}

// Failed says whether the exchange ended otherwise than usual.
func (e Event) Failed() bool { return e.Phase == Done && e.Outcome != OK }
