package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// ServiceAnswer is what a service itself answered to a ticket, subject
// ServiceSubject(SPN, address).
var ServiceAnswer = diag.Define[ServiceAnswerValue]("service.answer", "whether a service accepts a ticket, by SPN and address", parts(diag.SPNs, diag.Hosts))

// ServiceAnswerValue is one request without and one with a ticket, at the worst
// of the addresses that the service has. The fact is not known (unreachable) when
// no address gave an answer.
type ServiceAnswerValue struct {
	URL      string          `json:"url"`
	Address  string          `json:"address,omitempty"`  // who was really asked
	Followed string          `json:"followed,omitempty"` // the page that a redirect within the host led to
	Outcome  ad.ProbeOutcome `json:"outcome,omitempty"`
	Offered  []string        `json:"offered,omitempty"` // authentication schemes: Negotiate, NTLM, Basic
	Tried    bool            `json:"tried,omitempty"`   // a ticket was presented
	Accepted bool            `json:"accepted,omitempty"`
	Status   int             `json:"status,omitempty"`  // of the last answer: HTTP status, LDAP result, SMTP reply, NTSTATUS, SQL Server's error
	Text     string          `json:"text,omitempty"`    // what the service said with it
	Error    *ad.KDCError    `json:"error,omitempty"`   // KRB-ERROR in the answer (41, 45…), if the service sent one
	KVNO     int             `json:"kvno,omitempty"`    // of the ticket that was shown
	Problem  *ad.Problem     `json:"problem,omitempty"` // why this address gave no answer
	// Addresses are the answers of every address, where there are several.
	Addresses []ServiceAnswerValue `json:"addresses,omitempty"`
}

// Each lists the answers of every address that was asked.
func (v ServiceAnswerValue) Each() []ServiceAnswerValue {
	if len(v.Addresses) > 0 {
		return v.Addresses
	}
	return []ServiceAnswerValue{v}
}

// Untried says, for an address at which no key could be tried, why, and what to
// do about it; nil where a ticket was accepted or refused, or where the service
// offers no Kerberos, which is a finding of its own.
func (v ServiceAnswerValue) Untried() *ad.Problem {
	where := v.Address
	if where == "" {
		where = v.URL
	}
	p := &ad.Problem{Kind: ad.ProblemNotAsked, What: "no key could be tried at " + where}
	switch v.Outcome {
	case ad.ProbeOpen:
		p.Why, p.Do = where+" asks for no login at "+v.page(), "give the URL of a page that asks for a login"
	case ad.ProbeOther:
		p.Why, p.Do = fmt.Sprintf("%s answers %d %s at %s", where, v.Status, v.Text, v.page()), "give the URL of a page that asks for a login"
		switch {
		case v.Status == 407:
			p.Do = "ask from a machine without a proxy in between"
		case v.Status >= 500:
			p.Do = "repair the service first, then ask again"
		case v.Status >= 300 && v.Status < 400:
			p.Do = "walk the service again with the URL that it redirects to"
		}
	default:
		if v.Problem == nil {
			return nil
		}
		p.Kind, p.Why, p.Do = v.Problem.Kind, v.Problem.Error(), v.Problem.Do
		if v.Problem.Why != "" {
			p.Why = where + ": " + v.Problem.Why
		}
	}
	return p
}

// LoginTurnedDown says what an HTTP status means that a web site answers after it has
// accepted a ticket: refused is true where the site lets the user in nowhere or fails
// (401 and most of 5xx), unclear where the page alone may be the reason (400, 403, 413,
// 431). Neither is true of a page that was shown, moved, is not there, or takes no GET.
func LoginTurnedDown(status int) (refused, unclear bool) {
	switch {
	case status == 401, status >= 500 && status != 501 && status < 600:
		return true, false
	case status == 400, status == 403, status == 413, status == 431:
		return false, true
	}
	return false, false
}

// TurnedDown is LoginTurnedDown of an address where a web site accepted the ticket; no
// other protocol has these statuses.
func (v ServiceAnswerValue) TurnedDown() (refused, unclear bool) {
	if !v.Accepted || !strings.HasPrefix(v.URL, "http") {
		return false, false
	}
	return LoginTurnedDown(v.Status)
}

func (v ServiceAnswerValue) page() string {
	if v.Followed != "" {
		return v.Followed
	}
	return v.URL
}

// ServiceSubject joins an SPN and the host or address that is asked; an empty
// address is the SPN's own host.
func ServiceSubject(spn, address string) string { return ServiceAt{spn, address}.Subject() }

// Spoken is a subject as a person reads it: what joins its parts is told in words.
func Spoken(subject string) string {
	switch p := splitParts(subject); len(p) {
	case 2: // as ServiceSubject joins them
		return p[0] + " at " + p[1]
	case 3: // as DelegationSubject joins them
		return p[0] + " for " + p[1] + " to " + p[2]
	}
	return subject
}

// WebAuth is which authentication a web site offers, by URL.
var WebAuth = diag.Define[WebAuthValue]("web.auth", "the authentication schemes that a web site offers, by URL", diag.URLs)

// WebAuthValue is the answer to one request without credentials.
type WebAuthValue struct {
	Offered []string `json:"offered,omitempty"`
	TLS     bool     `json:"tls"`
	Status  int      `json:"status,omitempty"`
}

// Reach is whether a TCP port answers, subject "host:port".
var Reach = diag.Define[ReachValue]("net.reach", "whether a TCP port answers, by host:port", diag.Hosts)

// ReachValue is the outcome of one connection attempt.
type ReachValue struct {
	Open bool   `json:"open"`
	Why  string `json:"why,omitempty"` // of a refusal or silence
}

// Replicas is one account on every domain controller, by account name.
var Replicas = diag.Define[ReplicasValue]("replica.account", "an account as each domain controller has it, by account name", diag.Names)

// ReplicasValue has one entry a domain controller.
type ReplicasValue struct {
	Servers []Replica `json:"servers"`
}

// Replica is the account as one domain controller has it.
type Replica = ad.AccountReplica

// ReplicaScan compares the accounts with SPNs between the domain controllers that
// the operator named, or all of them where there are few, subject "". Each account
// that differs is a Replicas fact.
var ReplicaScan = diag.Define[ReplicaScanValue]("replica.scan", "every account with SPNs, compared between the named domain controllers, or those of a domain that has few", diag.Exact)

// ReplicaScanValue says what was compared.
type ReplicaScanValue = ad.ReplicaScan

// Caches are the operator's credential caches, subject "".
var Caches = diag.Define[[]ad.CredCache]("cache", "the operator's credential caches, the one in use first", diag.Exact)

// AcceptedAt says where a service accepts tickets for an SPN, "" for nowhere.
// With one owner of the SPN that proves whose key the service has. Where one
// member accepts and another refuses, the members run as different accounts and
// nothing is proved.
func AcceptedAt(r *diag.Reader, spn string) string {
	var where []string
	for _, a := range ServiceAnswer.All(r) {
		service := ServiceOf(a.Subject)
		if !a.Known() || ad.FoldSPN(service.SPN) != ad.FoldSPN(spn) {
			continue
		}
		for _, v := range a.Value.Each() {
			switch {
			case v.Accepted:
				where = append(where, cmp.Or(service.Address, v.Address, v.URL, spn))
			case v.Tried:
				return ""
			}
		}
	}
	slices.Sort(where)
	return strings.Join(slices.Compact(where), ", ")
}
