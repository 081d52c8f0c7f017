package explain

import (
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// otherRealm is the name of a way into another realm: krbtgt/OTHER@REALM (RFC 4120
// 1.2).
var otherRealm = pattern.Lazy(`server:? "?krbtgt[/\\]+([a-z0-9][a-z0-9._-]*)@([a-z0-9][a-z0-9._-]*)`)

// byReferral reads "server not found" by the name that was not found. Where it is
// the way into another realm, the client took the host for a member of a realm that
// its own KDC does not know: no SPN is missing.
func byReferral(p pasted, _ string, h hit) (hit, bool) {
	if h.entry.Code != 7 || h.entry.Family != codes.SPNMissing {
		return h, true
	}
	m := otherRealm().FindStringSubmatch(lineOf(p, h.start))
	if m == nil || m[1] == m[2] {
		return h, true
	}
	if asked(p, m[1]) {
		return h.as(func(e *codes.Entry) {
			e.What = "The client asked for a service of a realm into which its own KDC knows no way (the name that was not found is krbtgt of that realm)."
			e.Family, e.Also = codes.Trust, []string{codes.WrongRealm}
			e.Causes = []string{"the realms do not trust each other, the trust was removed, or it leads in the other direction only", "the realm is named wrongly: no such realm exists"}
			e.Next = []string{"check the trust between the two realms, and its direction", "where the realms meet only by way of a third: name the path in [capaths]"}
		}), true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The KDC has no way into the realm in which the client looked for the service (the name that was not found is krbtgt of another realm)."
		e.Family, e.Also = codes.WrongRealm, []string{codes.Trust}
		e.Causes = []string{"the client took the realm from the host's DNS domain, and no such realm exists: [domain_realm] in krb5.conf lacks the right one", "the realms do not trust each other, or the trust was removed"}
		e.Next = []string{"map the host's DNS domain to its realm in [domain_realm]", "where both realms exist: check the trust between them"}
	}), true
}

// wanted is the service that a client says it wants, with the realm that a person or
// [domain_realm] gave it: a realm that the client only guessed from the host's name is
// not in this line, which then ends with @.
var wanted = pattern.Lazy(`getting credentials (?:\S+ -> |for )[a-z0-9_.-]+/([a-z0-9._-]+)@([a-z0-9._-]+)`)

// asked reports whether the client was told to ask in a realm, and the host lies in that
// realm's own domain.
func asked(p pasted, realm string) bool {
	if !strings.Contains(realm, ".") {
		return false // a domain's short name: the realm is spelled wrongly
	}
	m := wanted().FindStringSubmatch(p.folded)
	return m != nil && m[2] == realm && strings.HasSuffix(m[1], "."+realm)
}

// channelWords are said where a computer's own account is looked for, and not that
// of a service.
var channelWords = []string{"nltest", "sc_verify", "sc_query", "trust verification", "netlogon", "test-computersecurechannel", "secure channel", "netrserverauthenticate", "netserverauthenticate", "trusted dc connection status", "i_netlogoncontrol"}

// channelChecks are the commands that say how the secure channel stands.
var channelChecks = []string{"/sc_query", "/sc_verify", "/sc_reset", "trusted dc connection status", "trust verification status", "test-computersecurechannel"}

// serviceWords are said where a name of a service is looked for.
var serviceWords = []string{"spn", "service principal", "klist", "sspi", "cifs/", "http/", "mssqlsvc/", "host/", "0x90303", "ticket", "4769"}

// bySecureChannel reads "no such account" (0xc000018b, 1787) by who looked for it:
// the secure channel looks for the computer, klist for the owner of a name.
func bySecureChannel(p pasted, text string, h hit) (hit, bool) {
	if h.entry.Family == codes.Rights && len(h.entry.Codes) > 0 && strings.Contains(h.entry.Codes[0], "ACCESS_DENIED") && holdsAny(text, channelChecks) && !strings.Contains(text, "i_netlogoncontrol failed") {
		return h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "The domain controller refuses the computer's secure channel.", codes.MachineTrust, []string{codes.Rights}
		}), true
	}
	if h.entry.Family != codes.SPNMissing || len(h.entry.Codes) == 0 || !strings.Contains(h.entry.Codes[0], "NO_TRUST_SAM_ACCOUNT") {
		return h, true
	}
	near := lineOf(p, h.start)
	said := p.folded[h.start:h.end]
	words := !strings.Contains(said, "0x") && !strings.Contains(said, "_") && strings.Contains(said, " ") || said != "" && said[0] >= 0x80 // as a logon at the computer says it
	if strings.Contains(near, "klist") || !holdsAny(text, channelWords) && (holdsAny(text, serviceWords) || !words && bare(p.folded)) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The domain has no account for this computer, or not under this name."
		e.Family, e.Also = codes.MachineTrust, []string{codes.SPNMissing}
		e.Causes = []string{"the computer's account was deleted, renamed or never made; a container or clone uses another name than its account has"}
	}), true
}
