package directory

import (
	"errors"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
)

// What Windows and Samba say, and what a person needs to read instead.
func TestRefusalsInPlainWords(t *testing.T) {
	for _, tc := range []struct {
		op, text string
		code     int
		kind     ad.ProblemKind
		why      string
		win32    uint32
		data     string
	}{
		{"bind", "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839\x00", 49, ad.ProblemLogin, "password", 0x80090308, "52e"},
		{"bind", "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 775, v3839\x00", 49, ad.ProblemLogin, "locked", 0x80090308, "775"},
		{"bind", "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 773, v3839", 49, ad.ProblemLogin, "must change", 0x80090308, "773"},
		{"bind", "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 999, v3839", 49, ad.ProblemLogin, "999", 0x80090308, "999"},
		{"bind", "80090346: LdapErr: DSID-0C090569, comment: AcceptSecurityContext error, data 80090346, v4563", 49, ad.ProblemLogin, "channel binding", 0x80090346, "80090346"},
		{"bind", "00002028: LdapErr: DSID-0C090254, comment: The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v4563", 8, ad.ProblemLogin, "signed or sealed", 0x2028, ""},
		{"bind", "SASL:[GSSAPI]: Sign or Seal are required.", 8, ad.ProblemLogin, "sign or seal", 0, ""},
		{"bind", "BindSimple: Transport encryption required.", 8, ad.ProblemLogin, "encrypted connection", 0, ""},
		{"bind", "", 51, ad.ProblemUnreachable, "busy", 0, ""},
		{"search", "000004DC: LdapErr: DSID-0C0909AF, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v2580", 1, ad.ProblemLogin, "logged in", 0x4dc, ""},
		{"search", "0000208D: NameErr: DSID-03100238, problem 2001 (NO_OBJECT)", 32, ad.ProblemNotFound, "no such object", 0x208d, ""},
		{"modify", "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0", 50, ad.ProblemNoRight, "alice", 0x2098, ""},
		{"modify", "000021C7: AtrErr: DSID-03200BBA, #1:\n\t0: 000021C7: DSID-03200BBA, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 90303 (servicePrincipalName)", 19, ad.ProblemRefused, "another object in the forest", 0x21c7, ""},
		{"modify", "0000202F: samldb: spn[http/x] would cause a conflict", 19, ad.ProblemRefused, "another object in the forest", 0x202f, ""},
		{"modify", "0000202F: acl: spn validation failed for spn[http/x] uac[0x1000] account[web$]", 19, ad.ProblemNoRight, "own host name", 0x202f, ""},
		{"modify", "00002083: AtrErr: DSID-031519E5, problem 1006 (ATT_OR_VALUE_EXISTS)", 20, ad.ProblemRefused, "there already", 0x2083, ""},
		{"modify", "00002085: AtrErr: problem 1001 (NO_ATTRIBUTE_OR_VAL)", 16, ad.ProblemNotFound, "not there", 0x2085, ""},
		{"modify", "\x1b]0;title\x07 something new", 77, ad.ProblemRefused, "77", 0, ""},
	} {
		p := Refusal(tc.op, "dc1.contoso.lab:636", "alice@CONTOSO.LAB", wire.Result{Code: tc.code, Diagnostic: tc.text})
		var e *ad.DirectoryError
		if p.Kind != tc.kind || !strings.Contains(p.Why, tc.why) || !errors.As(error(p), &e) || e.Win32 != tc.win32 || e.Data != tc.data || strings.ContainsAny(p.Error(), "\x1b\x07\n") {
			t.Errorf("%d %q:\n%v\nwin32 %x, data %q", tc.code, tc.text, p, e.Win32, e.Data)
		}
	}
}

func FuzzRefusal(f *testing.F) {
	f.Add(19, "0000202F: samldb: spn[http/x] would cause a conflict with CN=web,DC=contoso,DC=lab")
	f.Fuzz(func(t *testing.T, code int, text string) {
		if p := Refusal("modify", "dc", "", wire.Result{Code: code, Diagnostic: text}); p.Why == "" || len(p.Error()) > 4000 {
			t.Errorf("%d bytes: %s", len(p.Error()), p)
		}
	})
}

func TestServersAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"dc1": "ldap://dc1:389", "dc1.contoso.lab.": "ldap://dc1.contoso.lab:389", "dc1:636": "ldaps://dc1:636", "LDAPS://dc1/": "ldaps://dc1:636",
		"ldap://dc1:10389": "ldap://dc1:10389", "[::1]:389": "ldap://[::1]:389", "::1": "ldap://[::1]:389", "127.0.0.1": "ldap://127.0.0.1:389",
		"http://dc1": "", "dc1:0": "", "dc1:99999": "", "": "", "ldap://": "", "ldap://user@dc1": "", "a b": "", "ldap://dc1/DC=x": "", "dc1:port": "",
	} {
		a, err := parseAddress(in, false, "389", "636")
		if got := a.url(); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q is %s, %v; want %q", in, got, err, want)
		}
	}
}

func FuzzMetadata(f *testing.F) {
	f.Add([]byte("<DS_REPL_ATTR_META_DATA><pszAttributeName>servicePrincipalName</pszAttributeName><dwVersion>3</dwVersion><ftimeLastOriginatingChange>2026-01-02T03:04:05Z</ftimeLastOriginatingChange></DS_REPL_ATTR_META_DATA>\x00"))
	blob := append([]byte{1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 3, 9, 0, 2, 0, 0, 0}, make([]byte, 40)...)
	f.Add(blob)
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = parseMetadata([]ad.Value{b}, "servicePrincipalName")
		_, _ = parsePropertyMetadata(b, "servicePrincipalName")
		_, _, _, _ = splitRange(string(b))
	})
}

func TestMetadataOfAnAttribute(t *testing.T) {
	xml := func(name string) ad.Value {
		return []byte("<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>" + name + "</pszAttributeName><dwVersion>3</dwVersion><ftimeLastOriginatingChange>2026-01-02T03:04:05Z</ftimeLastOriginatingChange>" +
			"<uuidLastOriginatingDsaInvocationID>e1</uuidLastOriginatingDsaInvocationID><usnOriginatingChange>12</usnOriginatingChange><usnLocalChange>13</usnLocalChange>" +
			"<pszLastOriginatingDsaDN>CN=NTDS Settings,CN=DC1</pszLastOriginatingDsaDN></DS_REPL_ATTR_META_DATA>\n\x00")
	}
	got, err := parseMetadata([]ad.Value{xml("cn"), xml("servicePrincipalName")}, "serviceprincipalname")
	if err != nil || got == nil || got.Version != 3 || got.Origin != "CN=NTDS Settings,CN=DC1" || got.OriginUSN != 12 || got.LocalUSN != 13 || got.At.Format("15:04:05") != "03:04:05" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := parseMetadata([]ad.Value{xml("cn")}, "servicePrincipalName"); got != nil || err != nil {
		t.Errorf("never written: %+v, %v", got, err)
	}
}
