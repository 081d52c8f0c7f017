package explain

import (
	"strconv"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// certificateWords are said where a name is compared with a certificate: the same
// status and text come from Schannel for TLS and from Kerberos.
var certificateWords = []string{"ssl provider", "ssl-provider", "certificate", "schannel", "zertifikat", "certificat", "certificado", "trustservercertificate", "encrypt=", "tls handshake", "ssl handshake", "ssl/tls", "-dba", "dbatools"}

// byCertificate tells a certificate that carries another name from a ticket that is
// for another account.
func byCertificate(_ pasted, text string, h hit) (hit, bool) {
	wrongPrincipal := len(h.entry.Codes) > 0 && strings.HasPrefix(h.entry.Codes[0], "SEC_E_WRONG_PRINCIPAL")
	if wrongPrincipal && holdsAny(text, sqlWords) && !holdsAny(text, sspiWords) && !holdsAny(text, certificateWords) {
		return h.as(func(e *codes.Entry) { // the message of a refused login goes on with SSPI
			e.What = "The client of SQL Server refused the server's name: where SSPI is not named, it is mostly the name in the certificate."
			e.Family, e.Also = codes.TLS, []string{codes.WrongKey, codes.SPNMissing}
			e.Causes = []string{"a newer client encrypts by default and checks the certificate, which carries another name"}
			e.Next = []string{"give the server a certificate with the name in the connection string, or connect with the name that it carries"}
		}), true
	}
	if !wrongPrincipal || !holdsAny(text, certificateWords) || strings.Contains(text, "sspi") && !strings.Contains(text, "ssl provider") {
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "TLS refused the server's certificate: it carries another name than the one that the client used."
		e.Family = codes.TLS
		e.Causes = []string{"the certificate's names do not include the name in the connection string"}
		e.Next = []string{"connect with a name that the certificate carries, or give the server a certificate with this name"}
	}), true
}

// byDirectoryRule reads LDAP's constraint violation by the number behind it:
// 000021C7 and 000021C8 are uniqueness, everything else with an attribute's name is
// the validated write (MS-ADTS 3.1.1.5.3.1.1).
func byDirectoryRule(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.Uniqueness || len(h.entry.Codes) == 0 || !strings.HasPrefix(h.entry.Codes[0], "LDAP 19") {
		return h, true
	}
	if holdsAny(text, []string{"21c7", "21c8", "not unique", "8647", "8648"}) {
		return h, true
	}
	if backslashSPN().MatchString(text) {
		return h.as(func(e *codes.Entry) {
			e.What = "The directory refuses the value: a backslash stands where an SPN has a slash."
			e.Family = codes.SPNMalformed
		}), true
	}
	if !strings.Contains(text, "0000200b") && holdsAny(text, []string{"unicodepwd", "userpassword", "9005a", "password"}) {
		return byPasswordRule(text, h), true
	}
	if !holdsAny(text, []string{"0000200b", "validation failed", "serviceprincipalname", "dnshostname", "machine spn", "constraint_att_type"}) {
		h.weight = min(h.weight, codes.Usual-15)
		return h, true
	}
	return h.as(func(e *codes.Entry) {
		e.What = "The directory refuses the value because only the validated write is held: a computer may give itself its own names, and no others."
		e.Family, e.Also = codes.Rights, []string{codes.SPNMalformed, codes.Uniqueness}
		e.Causes = []string{"the host name in the value is not the computer's own (name, dNSHostName) or not in a DNS suffix of the domain", "the account that writes has no full right to the attribute"}
		e.Next = []string{"compare the value with the computer's name, dNSHostName and the domain's allowed DNS suffixes (msDS-AllowedDNSSuffixes)", "write it with an account that has full write to the attribute"}
	}), true
}

// byPasswordRule reads a refused change of a password by the Win32 number in front of
// it: 86 is the old password, everything else the domain's rules or the right.
func byPasswordRule(text string, h hit) hit {
	return h.as(func(e *codes.Entry) {
		e.What = "The directory refuses the new password."
		e.Family, e.Also = codes.SetPassword, []string{codes.Policy, codes.Rights}
		e.Causes = []string{"the password does not meet the domain's rules on length, history, age or complexity"}
		if strings.Contains(text, "00000056") {
			e.What, e.Family, e.Also = "The directory refuses the change of the password: the old one that was given is wrong.", codes.BadPassword, []string{codes.SetPassword}
			e.Causes = []string{"the old password is wrong, or is not encoded as UTF-16 in quotes"}
		}
	})
}

// Events of the KDC list what was asked for and what the account has.
var (
	askedETypes = pattern.Lazy(`requested etypes[^:0-9]{0,40}:? ?((?:-?\d{1,4}[ ,]*){1,16})`)
	hasETypes   = pattern.Lazy(`available etypes[^:0-9]{0,40}:? ?((?:-?\d{1,4}[ ,]*){1,16})`)
)

// byETypes excludes causes that the event's own fields contradict: an account whose
// AES keys are listed lacks nothing when the client asks for RC4 only.
func byETypes(_ pasted, text string, h hit) (hit, bool) {
	if h.entry.Family != codes.NoCommonEType || !strings.Contains(text, "etypes") {
		return h, true
	}
	asked, has := etypesIn(askedETypes().FindStringSubmatch(text)), etypesIn(hasETypes().FindStringSubmatch(text))
	if len(asked) == 0 || len(has) == 0 {
		return h, true
	}
	askedAES, hasAES := asked[17] || asked[18], has[17] || has[18]
	switch {
	case hasAES && !askedAES:
		h = h.as(func(e *codes.Entry) {
			e.What = "The client asks for encryption types that leave out AES, and the account has AES keys: the client is what limits."
			e.Causes = []string{"the client offers RC4 or DES only: an old system, its krb5.conf (default_tgs_enctypes, permitted_enctypes), or its policy", "the client's own account or session has no AES key"}
			e.Next = []string{"look at the client's encryption types (policy, krb5.conf) and at what its account lists", "do not change the service's account: its keys are there"}
			e.Guide = codes.GuideRC4
		})
		h.weight = codes.Specific + 12
	case askedAES && !hasAES:
		h = h.as(func(e *codes.Entry) {
			e.What = "The client asks for AES, and the account has no AES key."
			e.Causes = []string{"the account's password was last set before the domain had AES keys", "the account is marked for DES only"}
			e.Next = []string{"list AES in msDS-SupportedEncryptionTypes and ask for a fresh ticket; reset the password only if error 14 stays"}
			e.Guide = codes.GuideRC4
		})
		h.weight = codes.Specific + 12
	}
	return h, true
}

func etypesIn(m []string) map[int]bool {
	out := map[int]bool{}
	if m == nil {
		return out
	}
	for _, f := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ' ' || r == ',' }) {
		if n, err := strconv.Atoi(f); err == nil {
			out[n] = true
		}
	}
	return out
}
