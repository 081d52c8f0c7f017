package ad

import "time"

// DelegationVerdict says what a KDC made of a front end that asked for a
// ticket to a back end in a user's name (MS-SFU 3.2.5.2).
type DelegationVerdict string

// The verdicts. A KDC that says no gives the same code for several of them:
// its status, and the evidence's own flag, tell them apart.
const (
	DelegationAllowed        DelegationVerdict = "allowed"
	DelegationNotListed      DelegationVerdict = "not-listed"       // the target is not in msDS-AllowedToDelegateTo
	DelegationListEmpty      DelegationVerdict = "list-empty"       // the attribute is empty, the KDC says
	DelegationNotForwardable DelegationVerdict = "not-forwardable"  // the evidence is not; listed or not cannot be seen
	DelegationResource       DelegationVerdict = "resource-refused" // the back end's own descriptor refuses the front end
	DelegationTargetUnknown  DelegationVerdict = "target-unknown"   // no account, or several, hold the target SPN
	DelegationRefused        DelegationVerdict = "refused"          // another error of the KDC
	DelegationNotAsked       DelegationVerdict = "not-asked"        // something before it failed
)

// EvidenceLimit says why the ticket that a front end gets for a user cannot be
// used further.
type EvidenceLimit string

// The limits.
const (
	EvidenceForwardable  EvidenceLimit = ""
	EvidenceNoTransition EvidenceLimit = "no-protocol-transition" // the front end may not turn any logon into Kerberos
	EvidenceUser         EvidenceLimit = "user-sensitive"         // it may, but not for this user
	EvidenceOwnTGT       EvidenceLimit = "own-ticket"             // the front end's own ticket is not forwardable
	EvidenceUnknown      EvidenceLimit = "unknown"
)

// DelegationResult is the outcome for one target.
type DelegationResult struct {
	Target  string            `json:"target"`
	Verdict DelegationVerdict `json:"verdict"`
	Why     string            `json:"why"`
	Ticket  TicketResult      `json:"ticket"` // of the S4U2Proxy exchange
}

// DelegationProof is what was proved with the front end's own key: the ticket
// to itself in the user's name (S4U2Self), and with it as evidence a request
// for each target (S4U2Proxy).
type DelegationProof struct {
	Service     string             `json:"service"` // the front end's principal
	User        string             `json:"user"`    // in whose name
	Evidence    TicketResult       `json:"evidence"`
	Forwardable bool               `json:"forwardable"`
	Limit       EvidenceLimit      `json:"limit,omitempty"`
	Why         string             `json:"why,omitempty"` // the limit, or why there is no evidence
	Targets     []DelegationResult `json:"targets"`
	At          time.Time          `json:"at"`
}

// The NTSTATUS values that Windows adds to a refused delegation (MS-SFU
// 3.2.5.2).
const (
	StatusNotSupported       = 0xC00000BB // the front end's list is empty
	StatusNoMatch            = 0xC0000272 // not listed, or the evidence cannot be forwarded
	StatusNotFound           = 0xC0000225 // the back end's descriptor refuses the front end
	StatusAccountRestriction = 0xC000006E // the evidence cannot be forwarded
)
