package explain

import (
	"slices"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// kdcPorts is an address with the port of a KDC or of its password service (RFC 4120
// 7.2.3, RFC 3244).
var kdcPorts = pattern.Lazy(`[a-z0-9_.\])-]:(?:88|464)(?:[^0-9]|$)|port[ =:]{1,3}(?:88|464)(?:[^0-9.]|$)`)

// kdcCalls are the places in the code of the libraries where a KDC is asked.
var kdcCalls = []string{"kdccomm", "krb5/kerberosv5", "krb5.internal.tcpclient", "krb5.internal.udpclient", "sendtokdc", "send_to_kdc", "krb5_sendto"}

// byPort tells a KDC that does not answer from another server: the port says what was
// asked.
func byPort(p pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.ServerDown || !kdcPorts().MatchString(lineOf(p, h.start)) && !holdsAny(text, kdcCalls) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "A KDC cannot be reached: the address or the call is that of a KDC.", codes.KDCUnreachable, []string{codes.DNS}
	}), true
}

// computerName is a principal of a computer or of a managed service account: its name
// ends in a dollar sign.
var computerName = pattern.Lazy(`(?:^|[^a-z0-9$_-])[a-z0-9][a-z0-9_-]{0,30}\$(?:@|[:' ")\],]|$)`)

// computerWords are said where a computer proves itself to its domain.
var computerWords = []string{"machine password", "machine account", "computer account", "computer object", "trust credential", "trust secret", "wbcchecktrustcredentials", "checktrustcredentials", "testjoin"}

// byComputer reads a refused login of a computer: nobody mistyped its password. Either
// side has another one, or the account was made again.
func byComputer(p pasted, _ string, h hit) (hit, bool) {
	login := h.entry.Family == codes.BadPassword && h.weight > codes.Weak+10 || strings.HasPrefix(p.folded[h.start:], "cannot read password")
	if !login && h.entry.Family != codes.Rights {
		return h, true
	}
	line := lineOf(p, h.start)
	told := holdsAny(line, computerWords)
	if !told && !(login && (h.entry.Code == 24 || h.entry.Family == codes.NoCredentials) && computerName().MatchString(line)) || !login && !holdsAny(line, computerWords[4:]) {
		return h, true
	}
	before := h.entry.Family
	h = h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "The domain refuses the computer's own login: the password that the machine keeps is not that of its account.", codes.MachineTrust, []string{before}
		e.Causes = []string{"the computer's password was changed on one side only: the account was reset or made again, a snapshot was restored, or two machines share the account"}
	})
	h.weight = min(h.weight, codes.Specific-2)
	return h, true
}

// delegationWords are said where "not found" is the answer to a delegation.
var delegationWords = []string{"deleg", "s4u", "badoption", "bad option", "extended error", "klin(", "impersonat"}

// renewals are said where a ticket was to be renewed.
var renewals = []string{"renewing credentials", "kinit -r ", "ticket renewal", "renew the ticket", "renew ticket"}

// byDelegation reads "not found" and "not supported" as a refused delegation only where one
// is spoken of: the same statuses say of a host that there is none, and of NTLM that it is
// switched off.
func byDelegation(p pasted, text string, h hit) (hit, bool) {
	if h.entry.Code == 13 && h.entry.Family == codes.Delegation && holdsAny(lineOf(p, h.start), renewals) {
		return h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "The ticket cannot be renewed: it is not renewable, or its time for that is over.", codes.Expired, []string{codes.Policy}
			e.Next = []string{"log in again; ask for a renewable ticket (kinit -r) where it shall be renewed later"}
		}), true
	}
	if h.entry.Family != codes.Delegation || len(h.entry.Codes) == 0 || holdsAny(text, delegationWords) {
		return h, true
	}
	if strings.HasPrefix(h.entry.Codes[0], "STATUS_NOT_SUPPORTED") {
		return h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "Windows does not support what was asked for: mostly NTLM, which is switched off here.", codes.NTLMFallback, []string{codes.Policy, codes.Delegation}
		}), true
	}
	if !strings.HasPrefix(h.entry.Codes[0], "STATUS_NOT_FOUND") {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "What was asked for was not found: the host's name, or the object.", codes.DNS, []string{codes.NotFound, codes.ServerDown}
	}), true
}

// kdcLine is how the log of a KDC begins a request: what it says last is why.
var kdcLine = []string{"as_req", "tgs_req"}

// lastOfKDC puts the status word of a KDC's log line behind the message at its end.
func lastOfKDC(p pasted, hits []hit) []hit {
	for i := range hits {
		line := lineOf(p, hits[i].start)
		if !holdsAny(line, kdcLine) {
			continue
		}
		for _, later := range hits[i+1:] {
			if !sameLine(p, hits[i].start, later.start) {
				break
			}
			if later.entry.Family != hits[i].entry.Family && later.entry.Code > 0 && later.weight >= codes.Usual-10 {
				hits[i].weight = min(hits[i].weight, later.weight-3)
			}
		}
	}
	return hits
}

// reasons are the words that announce why the message before them was said.
var reasons = []string{"additional info", "caused by", "root cause", "minor", "mechanism level", "detail:", "reason:", "--->", "inner exception", "because", "due to"}

// gssError is how Cyrus SASL begins what GSSAPI says of a login.
const gssError = "gssapi error: "

// reasonGap is how far a reason stands from what it explains.
const reasonGap = 160

// announced puts a failure behind the reason that is announced after it, where both are
// known messages: "Can't contact LDAP server (-1), additional info: could not resolve".
func announced(p pasted, hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return a.start - b.start })
	for i := range hits {
		outer := &hits[i]
		if outer.weight < codes.Weak || outer.weight >= codes.Specific+5 {
			continue
		}
		for _, inner := range hits[i+1:] {
			gap := inner.start - outer.end
			if gap > 2*reasonGap {
				break
			}
			f := inner.entry.Family
			if gap >= 2 && f != outer.entry.Family && f != codes.Generic && inner.weight >= codes.Usual-20 && strings.Contains(p.folded[outer.end:inner.start], gssError) {
				outer.weight = min(outer.weight, inner.weight-3) // the login failed: what the program says before of the right or the server follows from it
				break
			}
			if gap > reasonGap {
				break
			}
			if gap < 2 || inner.weight < codes.Usual-20 || inner.weight < outer.weight-20 || f == outer.entry.Family || f == codes.Generic || familyOf(f).Harmless {
				continue
			}
			if holdsAny(p.folded[outer.end:inner.start], reasons) || chained(p.folded[outer.end:inner.start]) {
				outer.weight = min(outer.weight, inner.weight-3)
				break
			}
		}
	}
	return lastOfKDC(p, hits)
}

// chained says that one message hangs on the other by a colon, with no more than the name
// of a function or file before it, as the errors of many programs do: each says what it
// wanted, and the last why not.
func chained(between string) bool {
	if strings.HasPrefix(between, " - ") && len(between) <= len(" - your ") || strings.Contains(between, " < ") { // the second is how a library in Go lists them
		return true
	}
	begins := strings.HasPrefix(between, ": ") || strings.HasPrefix(between, "; ")
	return len(between) <= maxChain && begins && (strings.HasSuffix(between, ": ") || strings.HasSuffix(between, " = ")) && !strings.Contains(between, ". ") && !strings.Contains(between, "while ")
}

// maxChain is how much may stand between two messages of such a chain.
const maxChain = 60
