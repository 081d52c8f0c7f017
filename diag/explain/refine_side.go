package explain

import (
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// askedFor are the words with which Java's login module says that it would have to ask
// for a password: it found nothing else to log in with.
var askedFor = []string{"no password provided", "unable to obtain password from user", "client is being asked for a password"}

// keytabWords are said where a login was meant to take its key from a file.
var keytabWords = []string{"looking for keys for", "usekeytab true", "usekeytab=true", "usekeytab=\"true\"", "will use keytab", "from keytab", "found keytab", "is keytab ", "found unsupported keytype", "added key: "}

// weakKeyTypes is what Java says of a key of DES or RC4 where it takes neither (RFC 3961 8).
var weakKeyTypes = pattern.Lazy(`found unsupported keytype \((?:1|2|3|16|23|24)\)`)

// byKeytabLogin reads a login that asked for a password where a keytab was to serve: the
// keytab cannot be read, or has no key for the name.
func byKeytabLogin(p pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoCredentials && h.entry.Family != codes.Config || !holdsAny(p.folded[h.start:h.end], askedFor) {
		return h, true
	}
	text = p.folded[max(0, h.start-2*lineBefore):h.start] + text // the steps of the module are lines of their own
	if !holdsAny(text, keytabWords) {
		return h, true
	}
	if weakKeyTypes().MatchString(text) && !strings.Contains(text, "added key: ") {
		return h.as(func(e *codes.Entry) {
			e.What, e.Family, e.Also = "The keytab has keys for the principal, and each is of an encryption type that this program does not take.", codes.NoCommonEType, []string{codes.NoKey}
			e.Next = []string{"list the keytab with its types (klist -ket FILE) and write one with AES keys; newer versions of Java take RC4 and DES only with allow_weak_crypto"}
		}), true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The login was to take its key from a keytab and found none: it would have to ask for a password."
		e.Family, e.Also = codes.NoKey, []string{codes.Config}
		e.Causes = []string{"the keytab is not there or cannot be read by the account that runs the program", "the keytab has no entry for the principal, letter for letter, or none of a type that the program takes"}
		e.Next = []string{"list the keytab with its types (klist -ket FILE) as the account that runs the program, and compare the principal"}
	}), true
}

// newCache are the calls that make a cache and make it the current one.
var newCache = []string{"cc_new_unique", "cc_switch", "ccache_switch", "storing credentials", "store cred"}

// byNewCache reads the end of a cache where one was being made: what cannot be stored is not
// a ticket that nobody fetched.
func byNewCache(p pasted, _ string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoCredentials || !strings.HasPrefix(p.folded[h.start:], "end of credential cache") || !holdsAny(p.folded[max(0, h.start-lineBefore):h.start], newCache) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "A new credential cache could not be made, or not be made the current one.", codes.CacheKind, []string{codes.NoCredentials}
	}), true
}

// The words of a session on another computer, and of something that lies behind it.
var (
	remoteSession = []string{"evil-winrm", "enter-pssession", "new-pssession", "invoke-command", "-session $", "winrs ", "pypsrp", "pywinrm", "win_shell", "win_command", "remoteexception", "wsmprovhost"}
	behindIt      = []string{"/domain", "domain controller for domain", "net use", "net view", "net group", "net user", "get-ad", "copy-item", "test-path", "get-childitem", "new-psdrive", " \\\\", "'\\\\", "\"\\\\"}
	firstHop      = []string{"connecting to remote server", "failed with the following error message"}
)

// bySecondHop reads a refusal inside a session on another computer that reached for a
// third one: the session holds no credentials to show there.
func bySecondHop(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.Rights || len(h.entry.Codes) == 0 || !strings.Contains(h.entry.Codes[0], "ACCESS_DENIED") {
		return h, true
	}
	if holdsAny(text, firstHop) || !holdsAny(text, remoteSession) || !holdsAny(text, behindIt) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "Access was denied to what lies behind the remote computer: the session there holds no credentials to show to a third one."
		e.Family, e.Also = codes.DoubleHop, []string{codes.Rights}
	}), true
}

// clientWords are said where a client begins a login: what is missing there is its ticket.
var clientWords = []string{"httpauthenticator", "initsec", "httpclient", "evaluatechallenge", "saslclient", "gsskrb5client"}

// byJavaClient reads the words of Java's accepting side as a missing login where a client
// says them: a credential for both directions looks for a key as well.
func byJavaClient(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoKey || !strings.HasPrefix(h.entry.What, "A service in Java") || !holdsAny(text, clientWords) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "A client in Java found no credentials to log in with."
		e.Family, e.Also, e.Causes, e.Next = codes.NoCredentials, []string{codes.NoKey}, nil, nil
	}), true
}

// acquires are words of a service that gets itself ready to accept logins.
var acquires = append([]string{"server_init", "server init", "used service principal"}, acceptorWords...)

// byAcquire reads a call for credentials that failed at the accepting side: what it wants
// is the service's key.
func byAcquire(p pasted, _ string, h hit) (hit, bool) {
	if h.entry.Family != codes.Generic || !strings.Contains(p.folded[h.start:h.end], "acquire_cred") || !holdsAny(lineOf(p, h.start), acquires) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Also = "A service could not get the key with which it accepts logins.", codes.NoKey, []string{codes.Config}
		e.Next = []string{"list the keytab as the account that runs the service (klist -ket FILE), and compare the name that the service asks for, letter for letter"}
	}), true
}

// byOldName leaves out the name beside a Kerberos error's number where a program took it
// from an older list: 66 is the certificate that does not fit (MS-PKCA 2.2.1), and only
// 69 asks for user-to-user (RFC 4120 7.5.9).
func byOldName(p pasted, _ string, h hit) (hit, bool) {
	return h, h.entry.Family != codes.UserToUser || !holdsAny(p.folded[max(0, h.start-labelGap):h.start], []string{"(66)", " 66 "})
}
