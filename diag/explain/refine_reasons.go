package explain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// statedReach is how far behind a message the reason that it announces may stand.
const statedReach = 360

// The reasons that Netlogon gives where it has no secure session: a computer that was
// reached and refused is not one that was not found.
var (
	refusedSession = []string{"access is denied", "trust relationship", "does not have a computer account", "trust secret", "0xc0000022", "0xc000018b", "zugriff verweigert", "vertrauensstellung"}
	absentSession  = []string{"logon server", "rpc server", "network path", "could not find the domain controller", "domain either does not exist", "host could not be found", "dns", "anmeldeserver", "rpc-server", "0xc000005e", "semaphore timeout", "not enough storage"}
	innerSession   = []string{"internal error", "0xc00000e5"}
)

// bySession reads Netlogon's missing session by the reason that stands behind it.
func bySession(p pasted, _ string, h hit) (hit, bool) {
	if !slices.ContainsFunc(h.entry.Codes, func(c string) bool { return strings.HasSuffix(c, "NETLOGON 5719") }) {
		return h, true
	}
	rest := p.folded[h.start:min(len(p.folded), h.end+statedReach)]
	switch {
	case holdsAny(rest, refusedSession):
		return h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "The domain controller was reached and refused the computer's secure channel.", codes.MachineTrust, []string{codes.KDCUnreachable}
		}), true
	case holdsAny(rest, innerSession):
		h = h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "The first try of a secure channel failed inside; where it is not repeated, a second one with other terms succeeded.", codes.Harmless, []string{codes.MachineTrust, codes.KDCUnreachable}
			e.Causes = []string{"Windows Server 2025 says so once at each start of Netlogon when the domain controllers are older"}
			e.Next = []string{"look whether the channel stands (nltest /sc_verify:DOMAIN) and whether the event comes again without a restart"}
		})
		h.weight = codes.Usual
	case !holdsAny(rest, absentSession):
		h.weight = min(h.weight, codes.Usual+4)
	}
	return h, true
}

// byOwnAddress reads a logon without a reason (0xc000006d, sub status 0) that a computer
// asked of itself by NTLM: the check against loopback refused it.
func byOwnAddress(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.BadPassword || !holdsAny(text, []string{"127.0.0.1", " ::1"}) || !strings.Contains(text, "0xc000006d") || !holdsAny(text, []string{"ntlm"}) || holdsAny(text, []string{"0xc000006a", "0xc0000064", "0xc0000234", "0xc0000072", "0xc0000071"}) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "The computer logged on to itself by NTLM and was refused without a reason: so the check against loopback does for a name that is not its own.", codes.NTLMLoopback, []string{codes.BadPassword}
	}), true
}

// statedNumber is the Win32 error that a message of SQL Server or of ktpass ends in.
var statedNumber = pattern.Lazy(`(?:error code|return code|error|status|state|[')"]):? {0,2}(0x[0-9a-f]{1,8}|[0-9]{2,5})(?:[^0-9a-fx]|$)`)

// byStatedNumber reads a message that is the same for every cause by the number that it
// ends in: the SPN that SQL Server could not register, the account that it could not look
// up, the attribute that ktpass could not write.
func byStatedNumber(p pasted, _ string, h hit) (hit, bool) {
	var table map[int64]string
	switch {
	case slices.Contains(h.entry.Codes, "SQL Server 26037/17111"), slices.Contains(h.entry.Codes, "15404"):
		table = win32Reasons
	case strings.HasPrefix(h.entry.What, "ktpass could not write"):
		table = ldapReasons
	default:
		return h, true
	}
	n, ok := numberBehind(statedNumber(), p.folded[h.start:min(len(p.folded), h.end+statedReach)])
	family := table[n]
	if !ok || family == "" || family == h.entry.Family {
		return h, true
	}
	return h.as(func(e *codes.Entry) { e.Family = family }), true
}

// win32Reasons and ldapReasons are the families of numbers in such messages (winerror.h,
// RFC 4511 4.1.9).
var (
	win32Reasons = map[int64]string{
		0x5: codes.Rights, 0x2098: codes.Rights, 0x21c7: codes.Uniqueness, 0x21c8: codes.Uniqueness,
		0x54b: codes.KDCUnreachable, 0x51f: codes.KDCUnreachable, 0x6ba: codes.KDCUnreachable, 0x774: codes.KDCUnreachable, 0x203a: codes.KDCUnreachable,
		0x534: codes.UnknownClient, 0x525: codes.UnknownClient, 0x2: codes.UnknownClient,
		0x6fb: codes.MachineTrust, 0x6fd: codes.MachineTrust, 0x6fc: codes.Trust, 0x576: codes.Clock,
		0x52e: codes.BadPassword, 0x533: codes.Disabled, 0x775: codes.Locked, 0x532: codes.PasswordExpiry,
	}
	ldapReasons = map[int64]string{0x13: codes.Uniqueness, 0x14: codes.Uniqueness, 0x20: codes.NotFound, 0x32: codes.Rights, 0x35: codes.Policy, 0x51: codes.ServerDown}
)

func numberBehind(expr *regexp.Regexp, s string) (int64, bool) {
	m := expr.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(m[1], 0, 64)
	return n, err == nil
}

// bindData is the Win32 error, in hexadecimal, with which the directory says why it refused a
// login; opened is the status in front of it.
var (
	bindData = pattern.Lazy(`acceptsecuritycontext error, data ([0-9a-f]{1,8}), v`)
	opened   = pattern.Lazy(`([0-9a-f]{8}): ldaperr: [^\n]{0,40}$`)
)

// refusing are the statuses with which a refused login opens, whatever the reason.
var refusing = []string{"80090308", "8009030c"}

// byBindData reads a refused login by the number of its reason; where that is not known and
// the status in front of it is another one than a refusal's, the status is what is told.
func byBindData(p pasted, _ string, h hit) (hit, bool) {
	if len(h.entry.Codes) == 0 || h.entry.Codes[0] != "LdapErr 80090308" {
		return h, true
	}
	line := lineOf(p, h.start)
	m := bindData().FindStringSubmatchIndex(line)
	if m == nil {
		return h, true
	}
	if n, err := strconv.ParseInt(line[m[2]:m[3]], 16, 64); err == nil && n > 0 {
		if reason := codes.Small(codes.Windows, n); reason != nil {
			return h.as(func(e *codes.Entry) { e.What, e.Family, e.Also = reason.What, reason.Family, reason.Also }), true
		}
	}
	before := opened().FindStringSubmatch(line[max(0, m[0]-80):m[0]])
	return h, before == nil || slices.Contains(refusing, before[1])
}

// connectors are services that log on for a user who showed them no Kerberos ticket: what
// they lack is the right to delegate.
var connectors = []string{"application proxy", "applicationproxy", "web application proxy", "data gateway", "s4u", "protocol transition", "on behalf of the user", "kcd", "constrained delegation"}

// byConnector reads missing credentials at such a service as its refused delegation.
func byConnector(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoCredentials || len(h.entry.Codes) == 0 || !strings.HasPrefix(h.entry.Codes[0], "SEC_E_NO_CREDENTIALS") || !holdsAny(text, connectors) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "A service that logs on for its users got no ticket in a user's name."
		e.Family, e.Also = codes.Delegation, []string{codes.NoCredentials}
		e.Causes = []string{"the service's account may not delegate to the target with any protocol, or the user's account must not be delegated"}
	}), true
}

// onRemote are signs that the error was met on another computer, in a session there.
var onRemote = []string{"pscomputername ", "pscomputername:", "ps>enter-pssession", "inside a pssession", "in the remote session", "from the remote session", "ssh ", "sshd", "openssh", "scheduled task", "from a session"}

// byRemoteLogin reads missing credentials in a session on another computer that asked for a
// third one: what logged in there left nothing to show.
func byRemoteLogin(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoCredentials || len(h.entry.Codes) == 0 || !strings.HasPrefix(h.entry.Codes[0], "SEC_E_NO_CREDENTIALS") && !strings.HasPrefix(h.entry.Codes[0], "STATUS_NO_SUCH_LOGON_SESSION") && !strings.HasPrefix(h.entry.Codes[0], "ERROR_NO_SUCH_LOGON_SESSION") {
		return h, true
	}
	if !holdsAny(text, onRemote) || !holdsAny(text, []string{"winrm", "wsman", "pssession", "remote server"}) || strings.Contains(text, "pscomputername : localhost") {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The session on the remote computer holds no credentials to show to a third one."
		e.Family, e.Also = codes.DoubleHop, []string{codes.NoCredentials}
	}), true
}

// sqlWords are said by SQL Server's clients; sspiWords where the login, and not TLS, failed.
var (
	sqlWords  = []string{"sqlclient", "connection string", "connectionstring", "sqlconnection"}
	sspiWords = []string{"sspi", "kerberos", " spn", "service principal", "negotiate"}
)

// backslashSPN is the name of a service that has the wrong separator.
var backslashSPN = pattern.Lazy(`(?:mssqlsvc|http|https|host|cifs|termsrv|ldap|exchangemdb)\\[a-z0-9-]{1,63}\.[a-z0-9.-]{2,200}`)

// cardWords are said where a certificate, and not a password, is to log in.
var cardWords = []string{"smartcard", "smart card", "pkcs11:", "x509_user_identity", "p11_child"}

// byCard reads a failed pre-authentication where a card was to log in: no password is wrong.
func byCard(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.BadPassword || h.entry.Code != 24 && !strings.Contains(strings.ToLower(h.entry.What), "pre-auth") && !strings.Contains(strings.ToLower(h.entry.What), "preauth") || !holdsAny(text, cardWords) {
		return h, true
	}
	h = h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "The login with a card or certificate failed before the KDC answered it.", codes.Pkinit, []string{codes.BadPassword}
	})
	h.weight = min(h.weight, codes.Usual+4)
	return h, true
}
