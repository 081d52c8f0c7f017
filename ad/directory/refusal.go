package directory

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
)

// reason is what a refusal means and what can be done about it.
type reason struct {
	kind    ad.ProblemKind
	why, do string
}

// bindData explains the data field of a refused bind: Win32 error codes in
// hexadecimal, as Active Directory puts them into its text.
var bindData = map[string]reason{
	"525":      {ad.ProblemLogin, "the domain has no such account", "check the spelling of the account"},
	"52e":      {ad.ProblemLogin, "the password or the account name is wrong", "type the password again; repeated attempts can lock the account"},
	"530":      {ad.ProblemLogin, "the account may not log on at this hour", "try within its logon hours"},
	"531":      {ad.ProblemLogin, "the account may not log on from this machine", "use another machine or account"},
	"532":      {ad.ProblemLogin, "the account's password has expired", "change the password first"},
	"533":      {ad.ProblemLogin, "the account is disabled", "use another account or have it enabled"},
	"534":      {ad.ProblemLogin, "the account has not been granted this kind of logon", "use another account"},
	"568":      {ad.ProblemLogin, "the account is in too many groups for its access token", "use another account"},
	"701":      {ad.ProblemLogin, "the account has expired", "use another account or have its expiry moved"},
	"773":      {ad.ProblemLogin, "the account must change its password before it can log on", "change the password first"},
	"775":      {ad.ProblemLogin, "the account is locked out", "wait for the lockout to end or have it unlocked; do not try again now"},
	"57":       {ad.ProblemProtocol, "the server did not accept the Kerberos token", "get a fresh ticket and check both clocks"},
	"80090346": {ad.ProblemLogin, "the server demands a channel binding that ties the login to this TLS connection, and did not get the one it expects", "log in with a Kerberos ticket on port 389 or ldaps, without anything between here and the server that ends TLS"},
}

// byCode explains result codes whose text adds nothing.
var byCode = map[int]reason{
	1:  {ad.ProblemProtocol, "the server wants a login first, or failed inside", "log in with an account of the domain"},
	3:  {ad.ProblemUnreachable, "the server's own time limit for a search was reached", "narrow the search"},
	4:  {ad.ProblemRefused, "the server gives no more objects than this", "narrow the search"},
	7:  {ad.ProblemLogin, "the server does not offer this way to log in", "use a Kerberos ticket, or a password over ldaps"},
	11: {ad.ProblemUnreachable, "the server's administrative limit was reached", "narrow the search"},
	13: {ad.ProblemLogin, "the server wants an encrypted connection", "use ldaps or StartTLS, or a Kerberos ticket"},
	16: {ad.ProblemNotFound, "the value to be taken away is not there", "look at the object again; somebody else may have changed it"},
	17: {ad.ProblemUsage, "the schema has no such attribute", ""},
	18: {ad.ProblemUsage, "the attribute cannot be matched that way", ""},
	20: {ad.ProblemRefused, "the value is there already", "look at the object again; somebody else may have added it"},
	21: {ad.ProblemUsage, "the value does not have the form that the attribute wants", ""},
	32: {ad.ProblemNotFound, "there is no such object, or the account may not see it", "search for it again; it may have been moved"},
	34: {ad.ProblemUsage, "the distinguished name is malformed", ""},
	48: {ad.ProblemLogin, "this way to log in does not fit the account", ""},
	49: {ad.ProblemLogin, "the login was not accepted", "check account and password"},
	50: {ad.ProblemNoRight, "the account does not have the right to do this", "use an account that may, or have the right delegated"},
	51: {ad.ProblemUnreachable, "the server is busy or in a mode that takes no logins", "wait a moment, or use another domain controller"},
	52: {ad.ProblemUnreachable, "the server is not available, as in directory services restore mode", "use another domain controller"},
	53: {ad.ProblemRefused, "the server is not willing to do this", ""},
}

// Compiled when a server first refuses something: most runs never need them.
var (
	bindDataField = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bdata ([0-9a-fA-F]{1,8})\b`) })
	conflictDN    = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)spn\[([^\]]{1,400})\].{0,60}?conflict(?:.{0,80}?((?:CN|OU)=[^\x00]{1,400}))?`)
	})
)

// DecodeRefusal takes a result apart: the leading Win32 code, the data field.
func DecodeRefusal(op, server string, res wire.Result) *ad.DirectoryError {
	e := &ad.DirectoryError{Op: op, Server: server, Code: res.Code, Name: wire.CodeName(res.Code), Diagnostic: clean(res.Diagnostic)}
	if e.Name == "" {
		e.Name = fmt.Sprintf("result %d", res.Code)
	}
	if len(res.Diagnostic) >= 8 {
		if v, err := strconv.ParseUint(res.Diagnostic[:8], 16, 32); err == nil {
			e.Win32 = uint32(v)
		}
	}
	if m := bindDataField().FindStringSubmatch(res.Diagnostic); m != nil {
		e.Data = strings.ToLower(strings.TrimLeft(m[1], "0"))
	}
	return e
}

// Refusal explains a result that is not a success: what it means for the
// account that asked, and what to do.
func Refusal(op, server, as string, res wire.Result) *ad.Problem {
	e := DecodeRefusal(op, server, res)
	if as == "" {
		as = "an anonymous user"
	}
	r, ok := byCode[e.Code]
	if !ok {
		r = reason{ad.ProblemRefused, fmt.Sprintf("the server answered %d %s", e.Code, e.Name), ""}
	}
	text := strings.ToLower(e.Diagnostic)
	switch {
	case e.Code == 8 || e.Win32 == 0x2028:
		r = reason{ad.ProblemLogin, "the server accepts only logins whose connection is signed or sealed",
			"log in with a Kerberos ticket on port 389, or use ldaps"}
		switch {
		case strings.Contains(text, "transport encryption"):
			r.why = "the server takes a password only on an encrypted connection"
		case strings.HasPrefix(text, "sasl:["): // a ticket was used, inside TLS: on 389 it would have been sealed
			r.why = "the server wants a Kerberos login to sign or seal by itself, also inside TLS"
			r.do = "with a ticket name the server as ldap://, where the connection is sealed; a password goes over ldaps:// (--user)"
		}
	case e.Code == 49 && e.Data != "":
		if b, ok := bindData[e.Data]; ok {
			r = b
		} else {
			r.why = "the login was not accepted (code " + e.Data + ")"
		}
	case e.Code == 53 && op == "bind" && strings.Contains(text, "tls"):
		r = reason{ad.ProblemLogin, "the server does not allow signing or sealing inside TLS", "use port 389 with a ticket, or ldaps without it"}
	case e.Code == 53 && op == "bind":
		r = reason{ad.ProblemUnreachable, "the server takes no logins of this kind now", "it may be in safe mode or restore mode: use another domain controller"}
	case e.Code == 19:
		r = constraint(e)
	case e.Code == 1 && (e.Win32 == 0x4DC || strings.Contains(text, "successful bind")):
		r = reason{ad.ProblemLogin, "the server answers only accounts that have logged in", "log in with an account of the domain"}
	case e.Code == 50:
		r.why = as + " does not have the right to do this"
	}
	if r.why != "" && e.Diagnostic != "" && (!ok && e.Code != 8 || e.Code == 53) {
		r.why += ": " + e.Diagnostic
	}
	p := &ad.Problem{Kind: r.kind, What: fmt.Sprintf("%s refused", strings.TrimSuffix(doing(op, server), " failed")), Why: r.why, Do: r.do, Err: e}
	if op == "bind" {
		p.Why = as + ": " + r.why
	}
	return p
}

// constraint tells apart what constraintViolation stands for. Windows leads
// with a Win32 code (0x21C7 not unique in the forest), Samba with a text.
func constraint(e *ad.DirectoryError) reason {
	text := strings.ToLower(e.Diagnostic)
	switch {
	case e.Win32 == 0x21C7 || strings.Contains(text, "would cause a conflict") || strings.Contains(text, "not unique"):
		why := "another object in the forest already has this SPN, or an alias of it"
		if m := conflictDN().FindStringSubmatch(e.Diagnostic); m != nil && m[2] != "" {
			why = m[1] + " is held already, or covered by an alias, by " + strings.TrimSpace(m[2])
		}
		return reason{ad.ProblemRefused, why, "remove the SPN from its present owner first"}
	case e.Win32 == 0x20B1 || strings.Contains(text, "validation failed"):
		return reason{ad.ProblemNoRight, "the account may only register names that match the object's own host name",
			"use an account with the full right to write servicePrincipalName"}
	}
	return reason{ad.ProblemRefused, "the value breaks a rule of the directory: " + e.Diagnostic,
		"check its form: class/host, no backslash, no space"}
}
