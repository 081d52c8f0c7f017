package explain

import (
	"slices"
	"strings"

	"adwalk/diag/codes"
)

// A concept is a thing of Kerberos and what is wrong with it, in whatever words a
// program puts it. Where no message is known, both in one sentence still tell a
// cause; it is never more than possible.
type concept struct {
	family  string
	what    string
	subject []string // nil: what missingSetting finds
	problem []string
}

// logins are words of a logon or a directory: enough in a text that is a message and no
// more.
var logins = []string{"difference d'heure", "расхождение времени", "zeit- und/oder datum", "имя участника", "autoritat", "nazwa uzytkownika", "zeitdienst", "service de temps", "servicio de hora", "servizio ora", "servico de tempo", "служба времени", "时间服务", "ouvrir une session", "logon", "login", "log on", "log in", "sign in", "sign-in", "domain", "security system", "security policies", "time service", "directory service", "mount error", "cifs", "smb", "dns name", "dns unavailable", "lsasrv", "w32time", "msexchange", "ad fs", "msis", "guest access", "service did not start", "remote desktop", "group policy", "dns record", "reverse dns", "authenticat", "winrm", "such principal", "servicename", "managed service", "netlogon", "smart card", "smartcard", "active directory", "ldap", "spn", "credential", "anmeld", "doman", "konto", "verzeichnisdienst", "ouverture de session", "connexion", "inicio de sesion", "dominio", "accesso", "acceso", "вход", "домен", "делегир", "учетн", "登录", "域", "ログオン", "ドメイン"}

// field are words that only Kerberos and Active Directory use: a text with one of them is
// about them, however long it is.
var field = []string{"domain controller", "active directory", "service principal", "serviceprincipalname", "ldap://", "ldaps://", "ldap server", "ldap signing", "ldap bind", "ldap connection", "ntlm", "cross-realm", "crossrealm", "channel binding", "service ticket", "kerb key", "kerb1", "trust path", "realm ", "_kerberos._", "_ldap._", "domanencontroller", "setspn", "dc=", "ou=", "locked out", "logon hours", "s4u", "principal name", "principal-name", ":88 ", "trust relationship", "machine account", "computer account", "computer object", "cluster name object", " cno ", "secure channel", "gpo", "hbac", "domain join", "join the domain", "joined to the domain", "logon server", "krbtgt", "sysvol", "sasl", "ticket-granting", "ticket granting", "single sign-on failed", "userprincipalname", "samaccountname", "msds-", "dcdiag", "-aduser", "-adobject", "-adcomputer", "-adgroup", "-addomain", "-adforest", "-adserviceaccount", "-adorganizationalunit", "dsquery", "netdom", "ktpass", "_msdcs.", "nltest", "repadmin", "netlogon", "net ads", "wbinfo", "winbind", "adcli", "realmd", "sssd", "ldap config", "ldap3", "ldapjs", "ldaphandler", "ldapsearch", "slapd", "samba", "smbclient", "drs ", "cifs", "realm:", "vastool", "adjoin", "kadmin", "klist", "kcm", "ccache", "jaas"}

// conceptGap is how far a thing and what is wrong with it may stand apart.
const conceptGap = 90

// maxLooked bounds how many lines are looked at for want of a known message.
const maxLooked = 300

// conceptWeight keeps a concept below every message that is known, and above the
// words that are too common to be one.
const conceptWeight = codes.Weak + 16

// meant looks for a concept where the messages that are known say no cause.
func meant(p pasted, hits []hit) []hit {
	weight, common := conceptWeight, ""
	for _, h := range hits {
		switch f := h.entry.Family; {
		case narrower[f] != nil && h.weight < codes.Usual-5 && (common == "" || common == f):
			weight, common = max(weight, h.weight+1), f
		case h.weight >= codes.Usual-20, h.weight > conceptWeight && f != codes.Generic:
			return hits
		}
	}
	s := p.folded[:min(len(p.folded), maxUnspecific)]
	about := len(s) <= 10*briefText && (holdsAny(s, trade) || holdsAny(s, field)) || len(s) <= 2*briefText && holdsAny(s, logins)
	looked, best, at, to := 0, len(concepts), 0, 0
	steps := map[int]bool{} // lines that are a known step
	for _, h := range hits {
		if familyOf(h.entry.Family).Harmless {
			steps[p.line(p.at(h.start))] = true
		}
	}
	each(p, func(from, end int) {
		from = max(from, p.now)
		if from >= end || best < len(concepts) && !about || from >= len(s) || looked >= maxLooked || p.recordOf(from).skip || len(steps) > 0 && steps[p.line(p.at(from))] {
			return
		}
		line := s[from:min(end, len(s), from+2*maxLine)]
		in := pairsOf(line)
		if !about && !in.holdsAny(line, trade) && !in.holdsAny(line, field) {
			return
		}
		if in.holdsAny(line, elsewhere) && !in.holdsAny(line, trade) {
			return
		}
		looked++
		for i := range concepts[:best] { // in a short text the sharpest, else the first
			if common != "" && !slices.Contains(narrower[common], concepts[i].family) {
				continue
			}
			if concepts[i].family == codes.ServerDown && (holdsAny(line, answered) || about && holdsAny(s, answered)) {
				continue
			}
			if start, stop := concepts[i].in(line, in); stop > 0 {
				best, at, to = i, from+start, from+stop
				return
			}
		}
	})
	if best == len(concepts) {
		return hits
	}
	c := &concepts[best]
	e := codes.Entry{What: c.what + " No message that is known says it in these words.", Family: c.family, Kind: "Program message"}
	return append(hits, hit{&e, at, to, weight})
}

// narrower are the families whose common words say only that something was refused or did
// not answer, with those that say what it was.
var narrower = map[string][]string{
	codes.Rights:     {codes.MachineTrust, codes.NoKey, codes.Config, codes.Policy, codes.Delegation, codes.LDAPSigning, codes.NTLMFallback},
	codes.ServerDown: {codes.KDCUnreachable, codes.LDAPSigning, codes.ChannelBinding, codes.CacheKind, codes.Mechanism},
}

// answered says that the server was there, and that the login to it failed.
var answered = []string{"gss initiate failed", "gss failure", "gssapi error", "gssapi failure", "gss context", "miscellaneous failure", "gsserror"}

// wholeWords are things that longer words begin with.
var wholeWords = []string{"spn", "upn", "kcd", "tgt", "srv"}

// maxTold is how often a thing is looked for in a line.
const maxTold = 6

// in says where a line, of these pairs, names the thing and, in the same sentence, what is
// wrong with it.
func (c concept) in(line string, pairs *pairs) (start, end int) {
	if c.subject == nil {
		return missingSetting(line)
	}
	for _, s := range c.subject {
		if !pairs.may(s) {
			continue
		}
		for at, n := 0, 0; n < maxTold; n++ {
			i := strings.Index(line[at:], s)
			if i < 0 {
				break
			}
			i += at
			at = i + len(s)
			if i > 0 && word(line[i-1]) && word(s[0]) || valueOfOption(line[:i]) { // not the end of another name, as in BadCredentialsException
				continue
			}
			if slices.Contains(wholeWords, s) && at < len(line) && word(line[at]) && line[at] != 's' {
				continue // spnego is no spn
			}
			if ends := at == len(line) || !word(line[at]) || line[at] == 's'; ends && slices.Contains(needed, c.family) && none(line[:i]) && !asks(line[at:]) {
				return i - len("no "), at
			}
			from, to := sentence(line, i, at)
			for _, w := range c.problem {
				if !pairs.may(w) {
					continue
				}
				if j := strings.Index(line[from:to], w); j >= 0 && !strings.HasPrefix(line[from+j+len(w):], "=") && !(w == "expire" && dated(line[from+j+len(w):])) && !(strings.HasPrefix(w, "no ") && asks(line[from+j+len(w):])) { // timeout=3000 is a setting
					return min(i, from+j), max(at, from+j+len(w))
				}
			}
		}
	}
	return 0, 0
}

// valueOfOption says that a line goes on inside a file's name that a command is given: what
// it holds is not what the text is about.
func valueOfOption(before string) bool {
	path := strings.LastIndexAny(before, " ")
	if path < 0 || !strings.ContainsAny(before[path:], "/\\") {
		return false
	}
	option := strings.TrimRight(before[:path], " ")
	return strings.HasSuffix(option, " -t") || strings.HasSuffix(option, " -kt") || strings.HasSuffix(option, " -k")
}

// dated says that "expire" goes on with the time at which something will: a ticket "expires
// Sep 11" has not yet.
func dated(rest string) bool {
	rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "s"), " on"), " :")
	if rest == "" {
		return false
	}
	if rest[0] >= '0' && rest[0] <= '9' {
		return true
	}
	for _, m := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may ", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "in "} {
		if strings.HasPrefix(rest, m) {
			return true
		}
	}
	return false
}

// needed are the families of things that must be there: that there is none is the trouble.
var needed = []string{codes.SPNMissing, codes.NoKey, codes.KDCUnreachable, codes.NoCredentials}

// none says that a word is denied by the one before it.
func none(before string) bool {
	return before == "no " || strings.HasSuffix(before, " no ") || strings.HasSuffix(before, ":no ") || strings.HasSuffix(before, "(no ")
}

// asks says that a text goes on with the question for a thing: "no credentials prompt" speaks
// of none that is missing.
func asks(rest string) bool {
	rest = strings.TrimLeft(rest, "s ")
	for _, w := range []string{"prompt", "popup", "pop-up", "dialog", "window", "box", "request"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// sentence is what stands within conceptGap of a word and belongs to its sentence.
func sentence(line string, start, end int) (from, to int) {
	from, to = max(0, start-conceptGap), min(len(line), end+conceptGap)
	if i := strings.LastIndex(line[from:start], ". "); i >= 0 {
		from += i + 2
	}
	if i := strings.Index(line[end:to], ". "); i >= 0 {
		to = end + i
	}
	return from, to
}
