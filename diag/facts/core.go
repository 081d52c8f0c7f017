package facts

import (
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// Input is what the operator gave or confirmed, by key: "array", "asa", "web".
// A list is one value a line.
var Input = diag.Define[string]("input", "what the operator gave, by key", diag.Names)

// Answer is a recorded answer to something that only a person can see, by the
// item's id.
var Answer = diag.Define[AnswerValue]("answer", "a person's answer to a prerequisite, by item", diag.Names)

// AnswerValue is yes, no or not known, and by whom and when it was seen is the
// fact's source.
type AnswerValue struct {
	Yes bool `json:"yes"`
}

// Directory is the connection's RootDSE, subject "".
var Directory = diag.Define[ad.DirectoryInfo]("directory.info", "the domain controller's RootDSE", diag.Exact)

// Login is whether the operator has a TGT, subject "".
var Login = diag.Define[LoginValue]("kdc.login", "the operator's Kerberos login", diag.Exact)

// LoginValue describes the login; an unknown fact says why there is none.
type LoginValue struct {
	Client string `json:"client"`
	KDC    string `json:"kdc,omitempty"`
}

// Clock is the offset of a KDC's or domain controller's clock, by host.
var Clock = diag.Define[ClockValue]("clock", "clock offset of a KDC or domain controller, by host", diag.Hosts)

// ClockValue is theirs minus ours.
type ClockValue struct {
	Offset time.Duration `json:"offset"` // nanoseconds
}

// DNSName is how a host name resolves, by name.
var DNSName = diag.Define[DNSValue]("dns.name", "how a host name resolves", diag.Hosts)

// DNSValue is the answer. Neither aliases nor addresses: the name is unknown
// to everyone who was asked.
type DNSValue struct {
	Canonical string   `json:"canonical,omitempty"` // the name after following CNAMEs, "" when it is the name itself
	Addresses []string `json:"addresses,omitempty"`
	Asked     []string `json:"asked,omitempty"` // resolvers asked
}

// Account is an account resolved as setspn does, by the name it was asked for.
// A Problem of kind not-found says that there is none.
var Account = diag.Define[ad.Account]("account", "an account, by the name it was asked for", diag.Names)

// Expected is an SPN that a guide expects, and on which account, by SPN.
var Expected = diag.Define[ExpectedValue]("spn.expected", "an SPN that should exist, by SPN", diag.SPNs)

// ExpectedValue says who should hold the SPN and why it is needed.
type ExpectedValue struct {
	Owner    string `json:"owner"`         // account name as resolved; "" when any single owner will do
	Why      string `json:"why,omitempty"` // which client asks for it
	Optional bool   `json:"optional,omitempty"`
	Alias    bool   `json:"alias,omitempty"` // a host alias on the right computer will do
	// OwnerUnknown says that one certain account must hold it and that nobody
	// knows yet which.
	OwnerUnknown bool `json:"owner_unknown,omitempty"`
	// OwnerFrom says how the owner is known. Only some of it proves anything.
	OwnerFrom OwnerFrom `json:"owner_from,omitempty"`
}

// OwnerFrom is how the account that should have an SPN is known.
type OwnerFrom string

// The ways. A guess from who has other SPNs, or a name in a pasted event, is no
// proof that a service runs as an account.
const (
	OwnerGuessed OwnerFrom = ""
	OwnerSaid    OwnerFrom = "operator" // a person named the account
	OwnerPasted  OwnerFrom = "paste"    // a pasted text names it
	OwnerMachine OwnerFrom = "machine"  // the service is part of the machine and runs as it
)

// Decision is what the operator decided about a subject, by subject: the account
// that runs a service, whether an entry goes, which encryption types.
var Decision = diag.Define[string]("decision", "what the operator decided, by subject", diag.SPNs)

// Owners is who holds an SPN, by SPN.
var Owners = diag.Define[OwnersValue]("spn.owners", "who holds an SPN, by SPN", diag.SPNs)

// OwnersValue lists the exact owners and, when there are none, those who hold
// the HOST name that covers it.
type OwnersValue struct {
	Owners    []ad.Account `json:"owners"`
	AliasOf   string       `json:"alias_of,omitempty"` // "host/web1.contoso.lab" when covered by it
	AliasHeld []ad.Account `json:"alias_held,omitempty"`
	Coverage  ad.Coverage  `json:"coverage"`
	// Elsewhere is what the domain's other controllers said, where nobody was
	// found here: a change may not have arrived yet.
	Elsewhere []HoldersAt `json:"elsewhere,omitempty"`
}

// Answering are the accounts whose key the KDC uses for the SPN: its owners, else those
// that cover it by a HOST name.
func (v OwnersValue) Answering() []ad.Account {
	if len(v.Owners) > 0 {
		return v.Owners
	}
	return v.AliasHeld
}

// HoldersAt is who owns an SPN on one other domain controller.
type HoldersAt = ad.OwnersOn

// Lagging lists the controllers that hold a name which has not arrived where
// it was looked for.
func (v OwnersValue) Lagging() []HoldersAt {
	var out []HoldersAt
	for _, at := range v.Elsewhere {
		if at.Problem == nil && len(at.Holders) > 0 && !at.Removed {
			out = append(out, at)
		}
	}
	return out
}

// Ticket is what the KDC answered for an SPN, by SPN.
var Ticket = diag.Define[ad.TicketResult]("ticket", "the KDC's answer for an SPN, by SPN", diag.SPNs)

// TicketAt is what the KDC of one domain controller answers for an SPN, by both: see
// AtController. Clients meet each of them.
var TicketAt = diag.Define[ad.TicketResult]("ticket.controller", "the answer of one domain controller's KDC for an SPN, by SPN and host", diag.SPNs)

// AtController is the subject of TicketAt.
func AtController(spn, host string) string { return spn + " at " + host }

// ControllerOf takes a subject of TicketAt apart.
func ControllerOf(subject string) (spn, host string) {
	i := strings.LastIndex(subject, " at ")
	if i < 0 {
		return subject, ""
	}
	return subject[:i], subject[i+4:]
}

// RenewedTicket is the same for an SPN that nothing but a cached ticket speaks of:
// it is compared with that ticket, and its service is not judged.
var RenewedTicket = diag.Define[ad.TicketResult]("ticket.renewed", "the KDC's answer for an SPN of which the cache holds a ticket, by SPN", diag.SPNs)
