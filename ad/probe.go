package ad

import (
	"context"
	"strings"
	"time"
)

// ProbeOutcome says what a service did with a Kerberos ticket.
type ProbeOutcome string

// The outcomes of asking a service.
const (
	ProbeAccepted     ProbeOutcome = "accepted"      // it took the ticket and proved that it holds the key
	ProbeUnproved     ProbeOutcome = "unproved"      // it took the ticket but did not prove that it could read it
	ProbeRefused      ProbeOutcome = "refused"       // it answered with a KRB-ERROR, in Error
	ProbeRejected     ProbeOutcome = "rejected"      // it refused without saying why
	ProbeNTLMOnly     ProbeOutcome = "ntlm-only"     // it offers NTLM and no Kerberos
	ProbeNoNegotiate  ProbeOutcome = "no-negotiate"  // it asks for a login, of another kind
	ProbeOpen         ProbeOutcome = "open"          // it asks for no login at all
	ProbeOther        ProbeOutcome = "other"         // it did not come to a login: redirected, not found, busy
	ProbeNoTicket     ProbeOutcome = "no-ticket"     // the KDC issued no ticket: Error or Problem says why
	ProbeUnreachable  ProbeOutcome = "unreachable"   // nothing listens, or no route
	ProbeSilent       ProbeOutcome = "silent"        // connected, then no answer in time
	ProbeCut          ProbeOutcome = "cut"           // the connection ended in the middle
	ProbeGarbage      ProbeOutcome = "garbage"       // the answer is not of the protocol
	ProbeTLSFailed    ProbeOutcome = "tls-failed"    // no protected connection came about
	ProbeNotPerformed ProbeOutcome = "not-performed" // the target makes no sense, or the operator stopped it
)

// ProbeRequest names a service to ask.
type ProbeRequest struct {
	// Target is the service as its clients write it: http, https, ldap, ldaps, smtp
	// or smb, a host, and a port and a path where they are not the usual ones; a UNC
	// path; a SQL Server as tcp:host,port or host\instance.
	Target string `json:"target"`
	// SPN is what the ticket is for; empty: what a client of Target builds.
	SPN string `json:"spn,omitempty"`
	// Addresses are asked in place of what DNS says, each in turn: "10.0.0.1"
	// or "10.0.0.1:8443".
	Addresses []string `json:"addresses,omitempty"`
}

// ProbeResult is what one address of a service answered.
type ProbeResult struct {
	Target  string       `json:"target"`
	SPN     string       `json:"spn"`
	Address string       `json:"address,omitempty"` // address:port that was asked
	Outcome ProbeOutcome `json:"outcome"`
	// Followed is the page that a redirect within the same host led to; "" without
	// one.
	Followed string `json:"followed,omitempty"`
	// Error is the service's KRB-ERROR, or the KDC's when there is no ticket.
	Error   *KDCError `json:"error,omitempty"`
	Problem *Problem  `json:"problem,omitempty"`
	// Offered are the kinds of login that the service offers, in its words:
	// Negotiate, NTLM, Basic; GSSAPI, LOGIN.
	Offered []string `json:"offered,omitempty"`
	// PasswordInClear: a password would cross the network readable.
	PasswordInClear bool `json:"password_in_clear,omitempty"`
	// Status is the HTTP status, the LDAP result code, the SMTP reply code, the
	// NTSTATUS of SMB or the error number of SQL Server that came last; Text is what
	// the service said with it.
	Status int    `json:"status,omitempty"`
	Text   string `json:"text,omitempty"`
	// TLS says how the connection was protected: "TLS 1.3, mail.contoso.lab".
	TLS string `json:"tls,omitempty"`
	// Ticket is what was shown to the service.
	Ticket  *TicketReply  `json:"ticket,omitempty"`
	KDC     string        `json:"kdc,omitempty"` // who issued it
	Elapsed time.Duration `json:"elapsed"`       // of the whole exchange with this address
	At      time.Time     `json:"at"`
}

// Web says whether the service was asked by HTTP, where a proxy may stand in
// between. A host without a scheme is what its SPN says.
func (r ProbeResult) Web() bool {
	t, err := ParseServiceTarget(r.Target)
	if err == nil && t.Form != TargetHost {
		return t.Web()
	}
	class, _, given := strings.Cut(r.SPN, "/")
	return !given || strings.EqualFold(class, "http")
}

// Source says where the result comes from.
func (r ProbeResult) Source() Source {
	name := r.Target
	if r.Address != "" {
		name += " at " + r.Address
	}
	return Source{Kind: "service", Name: name, At: r.At}
}

// Prober asks services whether they take a ticket. There is one result for
// each address, in their order, and at least one; nothing that goes wrong is
// returned otherwise.
type Prober interface {
	Probe(ctx context.Context, req ProbeRequest) []ProbeResult
}
