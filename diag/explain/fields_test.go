package explain

import (
	"slices"
	"strings"
	"testing"

	"adwalk/diag/codes"
)

// What a trace or an event states beside its error excludes the other readings of the
// error that it contradicts, and their causes.
func TestFieldsExcludeWhatTheyContradict(t *testing.T) {
	for _, c := range []struct{ text, out, cause, stays string }{
		{text: "An error event occurred. While processing a TGS request for the target server HTTP/web1.lab.example the account did not have a suitable key for generating a Kerberos ticket. The requested etypes : 18 17 23. The accounts available etypes : 18 17 23.",
			cause: "aes key", stays: codes.NoCommonEType},
		{text: "cifs: session setup failed: KRB_AP_ERR_MODIFIED, ticket kvno 4, keytab kvno 4", cause: "key version", stays: codes.WrongKey},
		{text: "session setup failed: KRB_AP_ERR_MODIFIED service name krbtgt/LAB.EXAMPLE", out: codes.SPNDuplicate, cause: "two accounts have the spn", stays: codes.WrongKey},
		{text: "0x80090322 for Server Name: krbtgt/LAB.EXAMPLE", out: codes.SPNMissing, stays: codes.WrongKey},
		{text: "krb5kdc[812]: TGS_REQ (2 etypes {aes256-cts-hmac-sha1-96(18), aes128-cts-hmac-sha1-96(17)}) 192.0.2.9: ISSUE: authtime 0, etypes {rep=18 tkt=aes256-cts-hmac-sha1-96(18) ses=18}, ina@LAB.EXAMPLE for HTTP/web1.lab.example@LAB.EXAMPLE\ngss_accept_sec_context failed: Cannot find key of appropriate type to decrypt AP REP - AES256", out: codes.NoCommonEType, stays: codes.NoKey},
	} {
		e := Text(c.text)
		if len(e.Matches) == 0 || e.Matches[0].Family != c.stays {
			t.Errorf("%q: want %s first%s", c.text, c.stays, brief(e))
			continue
		}
		for _, m := range e.Matches {
			if c.out != "" && m.Family == c.out {
				t.Errorf("%q: %s is excluded and was named", c.text, c.out)
			}
			if c.cause != "" && slices.ContainsFunc(m.Causes, func(s string) bool { return strings.Contains(strings.ToLower(s), c.cause) }) {
				t.Errorf("%q: a cause of %s speaks of %q, which the fields exclude: %q", c.text, m.Family, c.cause, m.Causes)
			}
		}
	}
	// Without the fields the same readings stay.
	e := Text("session setup failed: KRB_AP_ERR_MODIFIED")
	if len(e.Matches) == 0 || !slices.ContainsFunc(e.Matches[0].Causes, func(s string) bool { return strings.Contains(s, "key version") }) {
		t.Errorf("nothing contradicts the key version, and it is gone: %v", e.Matches)
	}
}
