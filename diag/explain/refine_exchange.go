package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// The words that tell in which exchange an error was met, the surest first.
var exchangeWords = []struct {
	exchange codes.Exchange
	words    []string
}{
	{codes.Kpasswd, []string{"set password", "set computer password", "couldn't set password", "change password", "changing password", "kpasswd", "setpw", "krb5_set_password", "krb5_change_password", "set machine password", "password change", "changepw"}},
	{codes.AP, []string{"acceptseccontext", "accept_sec_context", "accept security context", "krbapreq", "krb5_rd_req", "ap_req", "ap-req", "krb_ap_req", "acceptor", "validatetoken", "kerberosauthenticator", "krbapreq.authenticate", "service ticket provided", "spnego validation"}},
	{codes.AS, []string{"krbasrep", "krbasreq", "as_rep", "as-rep", "as_req", "as-req", "as exchange", "loginexception", "initial credentials", "get_init_creds", "krb5loginmodule", "kinit:", "kinit(", "loginuserfromkeytab", "could not login", "error obtaining initial"}},
	{codes.TGS, []string{"krbtgsrep", "krbtgsreq", "tgs_rep", "tgs-rep", "tgs_req", "tgs-req", "tgs exchange", "getting credentials for", "get_cred", "service ticket"}},
}

// exchangeIn names the exchange that a text speaks of, "" when it does not say.
func exchangeIn(text string) codes.Exchange {
	for _, x := range exchangeWords {
		if holdsAny(text, x.words) {
			return x.exchange
		}
	}
	return ""
}

// byExchange reads a Kerberos error in the exchange in which it was met: 41 in a
// login speaks of the client's configuration, at kpasswd of that service, and only
// in an AP exchange of the service's key.
func byExchange(p pasted, text string, h hit) (hit, bool) {
	if h.entry.Code == 0 || p.recordOf(h.start).trace != "" {
		return h, true
	}
	near := text
	if len(text) > 1200 {
		near = lineOf(p, h.start) + " " + p.folded[h.start:min(len(p.folded), h.end+600)]
	}
	x := exchangeIn(near)
	if x == "" {
		x = exchangeIn(text)
	}
	if x == "" || x == codes.AP {
		return h, true
	}
	if h.entry.Code == 7 && x == codes.AS && !strings.Contains(text, "krbtgt/") && !strings.Contains(text, "kadmin/") {
		return h, true // an unknown service in a login is the realm's own, and the text names none
	}
	other := codes.In(h.entry.Code, x)
	if other == nil || other.Family == h.entry.Family {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What, e.Family, e.Causes, e.Next = other.What, other.Family, other.Causes, other.Next
	}), true
}

// The words of the side that accepts a context: what it lacks is in its keytab, not
// in anybody's login.
var acceptorWords = []string{"accept_sec_context", "accept security context", "acceptseccontext", "could not accept gssapi", "accepting context", "server creds", "server credentials", "acceptor cred", "gss_c_accept", "acceptor", "server replies", "server replied", "server responds", "server responded"}

// initiatorWords are those of the side that logs in.
var initiatorWords = []string{"initsec", "init_sec_context", "initializing context", "initiator", "http_auth_gssapi_posix"}

const lineBefore = 300

// bySide tells the acceptor from the initiator: "no credentials" at the acceptor is
// a keytab that cannot be used, or a token that is not Kerberos.
func bySide(p pasted, text string, h hit) (hit, bool) {
	text = p.folded[max(0, h.start-lineBefore):h.start] + text // a log puts the message and its detail into two records
	if h.entry.Family != codes.NoCredentials || !holdsAny(text, acceptorWords) || holdsAny(text, initiatorWords) {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The side that accepts the client's token has no credentials of its own: its keytab does not serve, or the token is not Kerberos."
		e.Family, e.Also = codes.NoKey, []string{codes.NTLMFallback}
		e.Causes = []string{"the service cannot read its keytab, or finds no key for its name in it", "the client sent an NTLM token inside Negotiate"}
	}), true
}
