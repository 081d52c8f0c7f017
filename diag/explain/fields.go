package explain

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// fields are what a trace, an event or a log line states beside its error: what was
// asked for, what the account has, for which name, and with which version of the key.
type fields struct {
	asked, has map[int]bool    // encryption types (RFC 3961 8)
	names      []string        // the services that were asked for, folded: class/host
	issued     map[string]bool // the services that a ticket was issued for
	ticketKvno int             // version of the key in the ticket, 0 when it is not said
	ownKvno    int             // version of the key that the service has, 0 when it is not said
}

var (
	askedLog  = pattern.Lazy(`(?:as_req|tgs_req) \(\d{1,2} etypes \{([^}]{1,400})\}`)
	askedMIT  = pattern.Lazy(`etypes requested in tgs request: ([a-z0-9, :_-]{1,400})`)
	issuedLog = pattern.Lazy(`etypes \{[^}]{0,30}tkt=(?:[a-z0-9:-]*\()?(-?\d{1,3})`)
	snames    = pattern.Lazy(`(?:sname:? |service name:? ?|server name:? ?|target name:? ?|-> |requesting tickets for |creds for desired service |for service )"?([a-z][a-z0-9_.-]{0,30}/[a-z0-9_.-]{1,120})`)
	gotTicket = pattern.Lazy(`received creds for desired service ([a-z][a-z0-9_.-]{0,30}/[a-z0-9_.-]{1,120})|issue: [^\n]{0,300} for ([a-z][a-z0-9_.-]{0,30}/[a-z0-9_.-]{1,120})`)
	kvnoOf    = pattern.Lazy(`(?:ticket(?:'s)? kvno|kvno (?:of|in) (?:the )?ticket|ticket (?:has|with) kvno)[ :=]{0,3}(\d{1,6})`)
	kvnoHeld  = pattern.Lazy(`(?:keytab(?:'s)? kvno|kvno (?:of|in) (?:the )?keytab|keytab (?:has|with) kvno)[ :=]{0,3}(\d{1,6})`)
)

// maxFields bounds how much of a paste is read for its fields.
const maxFields = 8 << 10

// stated reads the fields around a place.
func stated(p pasted, at int) fields {
	from := max(0, at-maxFields/2)
	s := p.folded[from:min(len(p.folded), from+maxFields)]
	f := fields{asked: map[int]bool{}, has: map[int]bool{}, issued: map[string]bool{}}
	if strings.Contains(s, "etypes") {
		f.readETypes(s)
	}
	if holdsAny(s, nameLabels) {
		for _, m := range snames().FindAllStringSubmatch(s, 50) {
			f.names = append(f.names, m[1])
		}
	}
	if holdsAny(s, []string{"received creds for", "issue: "}) {
		for _, m := range gotTicket().FindAllStringSubmatch(s, 50) {
			f.issued[m[1]+m[2]] = true
		}
	}
	if strings.Contains(s, "kvno") {
		f.ticketKvno, f.ownKvno = numberIn(kvnoOf().FindStringSubmatch(s)), numberIn(kvnoHeld().FindStringSubmatch(s))
	}
	return f
}

// nameLabels begin what the expression for names of services finds: it is slow, and most
// texts have none of them.
var nameLabels = []string{"sname", "service name", "server name", "target name", "-> ", "requesting tickets for ", "creds for desired service ", "for service "}

// readETypes reads the encryption types that were asked for and those of the account.
func (f *fields) readETypes(s string) {
	f.asked = etypesIn(askedETypes().FindStringSubmatch(s))
	f.has = etypesIn(hasETypes().FindStringSubmatch(s))
	for _, m := range [][]string{askedLog().FindStringSubmatch(s), askedMIT().FindStringSubmatch(s)} {
		if m != nil {
			for n := range etypeNames(m[1]) {
				f.asked[n] = true
			}
		}
	}
	if m := issuedLog().FindStringSubmatch(s); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			f.has[n] = true
		}
	}
}

func numberIn(m []string) int {
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1]) // digits only, few: the pattern says so
	return n
}

// etypeNames reads a list of encryption types as MIT's library and KDC write them: by
// name, by number, or a name with the number behind it.
func etypeNames(list string) map[int]bool {
	out := map[int]bool{}
	for _, w := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '(' || r == ')' || r == ':' }) {
		switch {
		case strings.HasPrefix(w, "aes256-cts"):
			out[18] = true
		case strings.HasPrefix(w, "aes128-cts"):
			out[17] = true
		case strings.HasPrefix(w, "rc4-hmac"), strings.HasPrefix(w, "arcfour-hmac"):
			out[23] = true
		default:
			if n, err := strconv.Atoi(w); err == nil {
				out[n] = true
			}
		}
	}
	return out
}

// shared says that both sides name an encryption type in common.
func (f fields) shared() bool {
	for n := range f.asked {
		if f.has[n] {
			return true
		}
	}
	return false
}

// own says that every name is the realm's own service: the KDC's or that of passwords.
func (f fields) own() bool {
	return len(f.names) > 0 && !slices.ContainsFunc(f.names, func(n string) bool {
		return !strings.HasPrefix(n, "krbtgt/") && !strings.HasPrefix(n, "kadmin/")
	})
}

// ofServices are the families that blame the SPN of a service.
var ofServices = []string{codes.SPNMissing, codes.SPNDuplicate, codes.SPNMalformed, codes.Uniqueness}

// contradicts says that the fields exclude a family that was not said by an error of its
// own, but is only another reading of the same words.
func (f fields) contradicts(family string) bool {
	switch {
	case family == codes.NoCommonEType:
		return f.shared()
	case family == codes.RC4Ticket:
		return len(f.has) > 0 && !f.has[23]
	case slices.Contains(ofServices, family):
		return f.own() || len(f.names) > 0 && !slices.ContainsFunc(f.names, func(n string) bool { return !f.issued[n] })
	}
	return false
}

// excludes says that the fields contradict a cause, by what the cause speaks of.
func (f fields) excludes(cause string) bool {
	c := strings.ToLower(cause)
	switch {
	case f.shared() && holdsAny(c, []string{"has no aes key", "no aes keys", "only rc4 keys", "too few types", "another with", "encryption type in common", "des only"}):
		return true
	case f.has[18] && holdsAny(c, []string{"password was last set before the domain had aes keys", "has no aes key"}):
		return true
	case f.asked[18] && holdsAny(c, []string{"the client offers rc4"}):
		return true
	case f.ticketKvno > 0 && f.ticketKvno == f.ownKvno && holdsAny(c, []string{"key version", "older than the password", "password changed"}):
		return true
	case f.own() && holdsAny(c, []string{"the spn is on another account", "two accounts have the spn", "spn was never registered"}):
		return true
	}
	return false
}

// noUsualCause is said where the fields exclude every cause that is usual.
const noUsualCause = "what the text states beside the error excludes the usual causes: look at the domain controller's own policy, and whether the error is about the account that is named"

// keep leaves out of a list what the fields exclude.
func (f fields) keep(causes []string) []string {
	out := slices.DeleteFunc(slices.Clone(causes), f.excludes)
	if len(out) == 0 && len(causes) > 0 {
		return []string{noUsualCause}
	}
	return out
}

// agreed leaves out of the readings those that the fields contradict: never the first,
// which an error itself said.
func agreed(p pasted, groups []gathered) []gathered {
	if len(groups) == 0 {
		return groups
	}
	f := stated(p, groups[0].best.start)
	out := groups[:1]
	for _, g := range groups[1:] {
		if g.direct && g.best.entry.Code > 0 || !f.contradicts(g.family) {
			out = append(out, g)
		}
	}
	return out
}
