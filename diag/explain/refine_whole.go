package explain

import (
	"cmp"
	"slices"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// whole looks at the paste as a whole, where several lines together say what none
// of them says alone.
func whole(p pasted, hits []hit) []hit {
	s := p.folded[:min(len(p.folded), wholeText)]
	hits = leading(p, announced(p, explained(p, inner(hits))))
	if at := strings.Index(s, "401 2 5"); at >= 0 {
		if i := strings.Index(s[at:], "401 1 2148074252"); i >= 0 { // asked without, then refused with a token
			hits = append(hits, hit{&iisNegotiate, at + i, at + i + len("401 1 2148074252"), codes.Usual + 5})
		}
	}
	if at := firstMechanism(s); at >= 0 {
		hits = append(hits, hit{&ntlmFirst, at, at + len(oidNTLM), codes.Specific})
	}
	hits = eventsOfSteps(p, byOwnETypes(consequence(s, bySQLStatus(bySubStatus(p, hits)))))
	for _, sign := range ntlmSigns[1:] {
		if at := strings.Index(s, sign); at >= 0 {
			hits = append(hits, hit{&ntlmWrapped, at, at + len(sign), codes.Usual + 5})
			break
		}
	}
	if ntlmToken(s) {
		hits = slices.DeleteFunc(hits, func(h hit) bool { // the token explains what the acceptor lacks
			return h.entry.Family == codes.NoKey && h.weight < codes.Specific && holdsAny(vicinity(p, h), acceptorWords)
		})
	}
	return byInventory(p, hits)
}

// kerberosTransport is where Ansible or pywinrm is told to log in to Windows by Kerberos;
// addressHost is a host of an inventory that is an address.
var (
	kerberosTransport = pattern.Lazy(`(?:winrm_transport|psrp_auth|winrm_scheme)["']?\s?[:=]\s?["']?kerberos`)
	addressHost       = pattern.Lazy(`(?m)^\s*(?:[\w.-]+\s+ansible_(?:ssh_)?host\s*[=:]\s*["']?)?\d{1,3}(?:\.\d{1,3}){3}["']?[ \t\r]*(?:$|ansible_)`)
)

// byInventory reads a login by Kerberos that failed without a reason, where the inventory
// names the hosts by their addresses: no account has an SPN for an address.
func byInventory(p pasted, hits []hit) []hit {
	s := p.folded[:min(len(p.folded), wholeText)]
	if slices.ContainsFunc(hits, func(h hit) bool { return h.weight >= codes.Usual-10 }) || strings.Contains(s, "hostname_override") {
		return hits
	}
	at := kerberosTransport().FindStringIndex(s)
	if at == nil || !holdsAny(s, failures) || !addressHost().MatchString(p.clean[:min(len(p.clean), wholeText)]) {
		return hits
	}
	return append(hits, hit{&addressTarget, at[0], at[1], codes.Usual - 10})
}

// subStatus is the label of the field in which Windows gives the reason of a failed logon,
// in the languages of the system; the status before it is the same for several.
var subStatus = pattern.Lazy(`(?:sub[ -]?status|unterstatus|sous-etat|sous-statut|subestado|подсостояние)["'>:= ]{1,12}$`)

const maxLabel = 40

// bySubStatus puts the reason of a failed logon before its status and the sentence that
// goes with that.
func bySubStatus(p pasted, hits []hit) []hit {
	for i, h := range hits {
		if h.weight >= codes.Weak && strings.HasPrefix(p.folded[h.start:], "0xc0") && subStatus().MatchString(p.folded[max(0, h.start-maxLabel):h.start]) {
			hits[i].weight = max(h.weight, outcome)
		}
	}
	return hits
}

// bySQLStatus puts SQL Server's message of an untrusted domain behind the status with which
// the same log says why: the message is the same for every login that it could not take.
func bySQLStatus(hits []hit) []hit {
	told := 0
	for _, h := range hits {
		if len(h.entry.Codes) > 0 && strings.HasPrefix(h.entry.Codes[0], "SEC_E_") {
			told = max(told, h.weight)
		}
	}
	for i, h := range hits {
		if told > 0 && slices.Contains(h.entry.Codes, "18452") {
			hits[i].weight = min(h.weight, told-behind)
		}
	}
	return hits
}

// maxWhole is how long a message may be that is read as one.
const maxWhole = 60

// inner leaves out what is part of a longer message that tells more.
func inner(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	var out []hit
	var over hit // the message that reaches furthest, of those that tell most
	for _, h := range hits {
		longer := h.end <= over.end && h.end-h.start < over.end-over.start
		begins := h.start == over.start && over.end-over.start <= maxWhole && over.weight >= codes.Usual-20 // the longer says what the shorter begins to
		if longer && (h.weight <= over.weight || begins) && h.entry.Family != over.entry.Family {
			continue
		}
		if over.entry == nil || h.start >= over.end || h.weight > over.weight || h.weight == over.weight && h.end >= over.end {
			over = h
		}
		out = append(out, h)
	}
	return out
}

// explained leaves out a failure whose reason stands right behind it, as in
// "Pre-authentication failed: No key table entry found", and a major status of GSSAPI
// whose minor one follows in brackets.
func explained(p pasted, hits []hit) []hit {
	begins := map[int]bool{}
	for _, h := range hits {
		if h.weight >= codes.Weak {
			begins[h.start] = true
		}
	}
	return slices.DeleteFunc(hits, func(h hit) bool {
		if m := majors().FindString(p.folded[h.start:min(len(p.folded), h.start+maxMajor)]); m != "" && begins[h.start+len(m)] {
			return true
		}
		rest := p.folded[h.end:min(len(p.folded), h.end+2)]
		return rest == ": " && begins[h.end+2] && strings.HasSuffix(p.folded[h.start:h.end], "failed")
	})
}

// majors are the major statuses of GSSAPI that only say what kind of thing failed
// (RFC 2744), up to the bracket of the minor status.
var majors = pattern.Lazy(`^(?:no credentials were supplied|credentials were unavailable|or the credentials were unavailable|defective token detected|no valid credentials provided|invalid name provided|defective credential detected)[a-z, ]{0,60}(?: \((?:mechanism level: )?|: )`)

const maxMajor = 160

const oidNTLM = "1.3.6.1.4.1.311.2.2.10"

// firstMechanism finds NTLM as the first mechanism of a NegTokenInit that is listed
// (RFC 4178 4.2.1: the first is the preferred one, and the token is made for it).
func firstMechanism(s string) int {
	at := strings.Index(s, oidNTLM)
	if at < 0 {
		return -1
	}
	for _, kerberos := range []string{"1.2.840.113554.1.2.2", "1.2.840.48018.1.2.2"} {
		if k := strings.Index(s, kerberos); k >= 0 && k < at {
			return -1
		}
	}
	return at
}

// ntlmSigns are the bytes "NTLMSSP" and zero in base64, folded, at the three places
// where they may stand in a token: alone, or wrapped into SPNEGO.
var ntlmSigns = []string{"tlrmtvntu", "5ute1tu1aa", "ovexnu1nq"}

func ntlmToken(s string) bool { return holdsAny(s, ntlmSigns) }

var (
	iisNegotiate = codes.Entry{What: "IIS offered Negotiate and then refused the token that came: no Kerberos ticket for this name, or NTLM that is not accepted.", Family: codes.NTLMFallback, Also: []string{codes.SPNMissing, codes.NTLMLoopback, codes.BadPassword},
		Codes: []string{"IIS 401.1", "SEC_E_LOGON_DENIED (0x8009030c)"}, Kind: "HTTP status"}
	addressTarget = codes.Entry{What: "The login is to be by Kerberos, and the inventory names the hosts by address: no account has an SPN for an address.", Family: codes.SPNMissing, Also: []string{codes.SPNMalformed}, Kind: "Ansible inventory",
		Next: []string{"name the hosts as the domain does (host.domain), or give the name that Kerberos shall ask for (ansible_winrm_kerberos_hostname_override)"}}
	ntlmWrapped = codes.Entry{What: "A token of Negotiate that carries NTLM and not Kerberos.", Family: codes.NTLMFallback, Codes: []string{"NTLMSSP"}, Kind: "SPNEGO token"}
	ntlmFirst   = codes.Entry{What: "The client's token is for NTLM: its list of mechanisms begins with NTLM.", Family: codes.NTLMFallback, Codes: []string{"NTLMSSP"}, Kind: "SPNEGO token"}
)

// directoryError begins a message of the directory: its own number, then the kind and the
// problem, which is the same for many numbers.
var directoryError = pattern.Lazy(`^[0-9a-f]{8}: (?:svc|atr|name|upd|ref|ldap|sec)err: dsid-[0-9a-f]{8}, problem \d{4} \([a-z_]{1,40}\)`)

// maxDirectoryError is as long as that gets.
const maxDirectoryError = 120

// leading leaves out the problem of a directory's message whose number is known.
func leading(p pasted, hits []hit) []hit {
	var told [][2]int
	for _, h := range hits {
		if h.weight < codes.Usual || h.end-h.start > maxWhole {
			continue
		}
		if m := directoryError().FindStringIndex(p.folded[h.start:min(len(p.folded), h.start+maxDirectoryError)]); m != nil {
			told = append(told, [2]int{h.end, h.start + m[1]})
		}
	}
	if told == nil {
		return hits
	}
	return slices.DeleteFunc(hits, func(h hit) bool {
		return slices.ContainsFunc(told, func(t [2]int) bool { return h.start >= t[0] && h.end <= t[1] })
	})
}
