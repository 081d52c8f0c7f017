package facts

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// ServiceAnswer is what a web service itself answered to a ticket, subject
// ServiceSubject(SPN, address).
var ServiceAnswer = diag.Define[ServiceAnswerValue]("service.answer", "whether a web service accepts a ticket, by SPN and address")

// ServiceAnswerValue is one request without and one with a ticket. The fact is
// not known (unreachable) when nothing listens.
type ServiceAnswerValue struct {
	URL      string       `json:"url"`
	Address  string       `json:"address,omitempty"` // who was really asked
	Offered  []string     `json:"offered,omitempty"` // authentication schemes: Negotiate, NTLM, Basic
	Tried    bool         `json:"tried,omitempty"`   // a ticket was presented
	Accepted bool         `json:"accepted,omitempty"`
	Status   int          `json:"status,omitempty"` // HTTP status of the last answer
	Error    *ad.KDCError `json:"error,omitempty"`  // KRB-ERROR in the answer (41, 45…), if the service sent one
}

// ServiceSubject joins an SPN and the host or address that is asked; an empty
// address is the SPN's own host.
func ServiceSubject(spn, address string) string {
	if address == "" {
		return spn
	}
	return spn + "|" + address
}

// Spoken is a subject as a person reads it: what joins its parts is told in words.
func Spoken(subject string) string {
	switch p := strings.Split(subject, "|"); len(p) {
	case 2: // as ServiceSubject joins them
		return p[0] + " at " + p[1]
	case 3: // as DelegationSubject joins them
		return p[0] + " for " + p[1] + " to " + p[2]
	}
	return subject
}

// WebAuth is which authentication a web site offers, by URL.
var WebAuth = diag.Define[WebAuthValue]("web.auth", "the authentication schemes that a web site offers, by URL")

// WebAuthValue is the answer to one request without credentials.
type WebAuthValue struct {
	Offered []string `json:"offered,omitempty"`
	TLS     bool     `json:"tls"`
	Status  int      `json:"status,omitempty"`
}

// Reach is whether a TCP port answers, subject "host:port".
var Reach = diag.Define[ReachValue]("net.reach", "whether a TCP port answers, by host:port")

// ReachValue is the outcome of one connection attempt.
type ReachValue struct {
	Open bool   `json:"open"`
	Why  string `json:"why,omitempty"` // of a refusal or silence
}

// Replicas is one account on every domain controller, by account name.
var Replicas = diag.Define[ReplicasValue]("replica.account", "an account as each domain controller has it, by account name")

// ReplicasValue has one entry a domain controller.
type ReplicasValue struct {
	Servers []Replica `json:"servers"`
}

// Replica is what one domain controller has. A Problem of kind not-found says
// that the account is not there (yet).
type Replica struct {
	Server  string      `json:"server"`
	Account ad.Account  `json:"account"`
	Problem *ad.Problem `json:"problem,omitempty"`
}

// ReplicaScan compares the accounts with SPNs between the domain controllers that
// the operator named, or all of them where there are few, subject "". Each account
// that differs is a Replicas fact.
var ReplicaScan = diag.Define[ReplicaScanValue]("replica.scan", "every account with SPNs, compared between the named domain controllers, or those of a domain that has few")

// ReplicaScanValue says what was compared.
type ReplicaScanValue struct {
	Servers  []string `json:"servers"`
	Accounts int      `json:"accounts"`         // on any of them
	Differ   []string `json:"differ,omitempty"` // names of accounts, at most as many as are worth a line each
	More     int      `json:"more,omitempty"`   // how many others differ
}

// Caches are the operator's credential caches, subject "".
var Caches = diag.Define[[]ad.CredCache]("cache", "the operator's credential caches, the one in use first")
