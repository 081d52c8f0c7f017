package explain

import (
	"slices"
	"strings"

	"adwalk/diag/codes"
)

// elsewhere are words that only other trades use: in a line with one of them, a
// common phrase such as "access denied" is not about Kerberos or a directory.
var elsewhere = []string{
	"5.1.1", "recipient address rejected", "mailbox table", "access denied for user '", "error 1045", "docker", "daemon: pull", "s3:", "amazonaws", "npm err", "make: ***",
	"mysql", "mariadb", "ora-0", "ssh: connect to host", "printer", "kubectl", "github.com", "eacces", "enoent", "redis", "aadsts", "imap:", "oauth",
}

// foreign leaves out the common phrases of lines that are about something else.
// A message that is told by its own words stays.
func foreign(p pasted, hits []hit) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool {
		return h.weight < codes.Usual && holdsAny(lineOf(p, h.start), elsewhere)
	})
}

func holdsAny(s string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(s, w) })
}

// settle leaves out what only stands around the answer: a refused bind opens
// with the same status whatever the reason, and the word "data" gives the reason.
func settle(p pasted, hits []hit) []hit {
	for _, told := range hits {
		if len(told.entry.Codes) == 0 || !strings.HasPrefix(told.entry.Codes[0], "data ") {
			continue
		}
		hits = slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
			opening := strings.HasPrefix(p.folded[h.start:], "80090308") || strings.HasPrefix(p.folded[h.start:], "acceptsecuritycontext")
			return opening && h.start < told.start && h.entry.Weight < codes.Usual && sameLine(p, h.start, told.start)
		})
	}
	return hits
}

const maxLine = 600

// lineOf is the folded line around a place, no more than maxLine bytes to each
// side. Folding made blanks of the line ends: the clean text still has them.
func lineOf(p pasted, at int) string {
	from, to := max(0, at-maxLine), min(len(p.folded), at+maxLine)
	for i := at - 1; i >= from; i-- {
		if p.clean[p.at(i)] == '\n' {
			from = i + 1
			break
		}
	}
	for i := at; i < to; i++ {
		if p.clean[p.at(i)] == '\n' {
			to = i
			break
		}
	}
	return p.folded[from:to]
}

func sameLine(p pasted, a, b int) bool {
	return b-a <= maxLine && !strings.Contains(p.clean[p.at(a):p.at(b)], "\n")
}

// reach is how much of a record around a hit is looked at to tell what it is about.
const reach = 3000

// vicinity is the folded text around a hit within its record.
func vicinity(p pasted, h hit) string {
	r := p.recordOf(h.start)
	return p.folded[max(r.start, h.start-reach):min(r.end, h.end+reach)]
}

// common are the families whose messages are said of any login: of a mail account, a shop
// or a game as well.
var common = []string{codes.Expired, codes.SetPassword, codes.BadPassword, codes.PasswordExpiry, codes.Locked, codes.Disabled, codes.UnknownClient, codes.Rights, codes.TLS, codes.ServerDown, codes.DNS, codes.Clock, codes.LDAPRequest, codes.NotFound}

// everyday says that a hit is nothing but such words, and that nothing near it is of
// Kerberos, a directory or Windows: no name, no code, no principal.
func everyday(p pasted, h hit) bool {
	if !slices.Contains(common, h.entry.Family) || strings.ContainsAny(p.folded[h.start:h.end], "0123456789_") {
		return false
	}
	text := vicinity(p, h)
	if timed := h.entry.Family == codes.Clock || h.entry.Family == codes.Expired; timed && holdsAny(text, federated) && !holdsAny(text, trade) {
		return true
	}
	return !holdsAny(text, trade) && !holdsAny(text, field) && !holdsAny(text, logins) && !strings.ContainsAny(text, "@\\$") && !holdsAny(text, systems)
}

// federated are words of logins by signed documents, which run out and know a skew of
// clocks of their own.
var federated = []string{"saml", "assertion", "notonorafter", "jwt", "oidc", "openid", "id token", "id_token", "bearer token", "oauth", "totp", "signature does not match"}

// systems are words of the systems that such a message comes from.
var systems = []string{"windows", "system error", "0x", "net use", "event", "samba", "sssd", "pam_", "winrm", "realm", "keytab", "tgs", "tgt", "clock skew", "time skew", "dc1", "rdp", "remote desktop", "sql", "jdbc", "http", "exception", "kdc", "kvno", "klist"}
