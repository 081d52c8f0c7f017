package krb5conf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What MIT's library refuses, and what it takes, as its 1.20.1 did when it was
// tried on each of these texts.
func TestWhatStopsMIT(t *testing.T) {
	head := "[libdefaults]\n default_realm = FABRIKAM.TEST\n"
	for name, c := range map[string]struct{ text, invalid string }{
		"healthy":                          {head + "[realms]\n FABRIKAM.TEST = {\n  kdc = dc1\n }\n", ""},
		"brace on the next line":           {head + "[realms]\n FABRIKAM.TEST =\n {\n  kdc = dc1\n }\n", ""},
		"an empty group in one line":       {head + "[realms]\n TAILSPIN.TEST = {}\n FABRIKAM.TEST = {\n  kdc = dc1\n }\n", ""},
		"a value that begins with {":       {"[libdefaults]\n default_realm = {REALM}\n", ""},
		"a comment behind {":               {head + "[realms]\n FABRIKAM.TEST = { # main\n  kdc = dc1\n }\n", "line 6"},
		"a comment behind }":               {head + "[realms]\n FABRIKAM.TEST = {\n  kdc = dc1\n } # end\n", ""},
		"never closed":                     {head + "[realms]\n FABRIKAM.TEST = {\n  kdc = dc1\n", ""},
		"closed twice":                     {head + "}\n", "line 3"},
		"a blank in a name":                {"[libdefaults]\n default realm = FABRIKAM.TEST\n", "line 2"},
		"no equals sign":                   {"[libdefaults]\n default_realm FABRIKAM.TEST\n", "line 2"},
		"a section without its bracket":    {"[libdefaults\n default_realm = FABRIKAM.TEST\n", "line 1"},
		"something behind a section":       {"[libdefaults] x\n default_realm = FABRIKAM.TEST\n", "line 1"},
		"a section inside braces":          {head + "[realms]\n FABRIKAM.TEST = {\n[domain_realm]\n .a = B\n", "line 5"},
		"text before the first section":    {"anything = here\n" + head, ""},
		"byte order mark":                  {"\uFEFF" + head, ""},
		"a relation before any brace":      {head + "[realms]\n FABRIKAM.TEST = { kdc = dc1 }\n", ""},
		"comments and blank lines between": {head + "\n# x\n; y\n[realms]\n\n", ""},
	} {
		c1 := Parse(c.text)
		if (c1.Invalid == "") != (c.invalid == "") || !strings.Contains(c1.Invalid, c.invalid) {
			t.Errorf("%s: invalid %q, want %q", name, c1.Invalid, c.invalid)
		}
	}
	if c := Parse("\uFEFF" + head); c.DefaultRealm != "" || !strings.Contains(c.Passed, "byte order mark") {
		t.Errorf("a byte order mark hides the first section from MIT's library, and did not here, or is not told: %q", c.Passed)
	}
	for name, text := range map[string]string{"a relation before the first section": " default_realm = X\n" + head, "a realm in one line": head + "[realms]\n FABRIKAM.TEST = { kdc = dc1 }\n",
		"a domain in capitals": head + "[domain_realm]\n .Fabrikam.TEST = FABRIKAM.TEST\n"} {
		if c := Parse(text); c.Passed == "" || c.Invalid != "" {
			t.Errorf("%s: passed over %q, invalid %q", name, c.Passed, c.Invalid)
		}
	}
	if c := Parse("\uFEFF# made by hand\n\n; and so on\n" + head); c.Passed != "" {
		t.Errorf("a comment before the first section is passed over for good, and is told: %q", c.Passed)
	}
	for _, relation := range []string{"permitted_enctypes", "default_tkt_enctypes", "default_tgs_enctypes"} {
		if why := Parse(head + " " + relation + " = camellia\n").Stops(); !strings.Contains(why, relation) {
			t.Errorf("%s without a type that is known: %q", relation, why)
		}
		if why := Parse(head + " " + relation + " = camellia aes\n").Stops(); why != "" {
			t.Errorf("%s with a type that is known: %q", relation, why)
		}
	}
	if c := Parse(head + "[realms]\n FABRIKAM.TEST =\n {\n  kdc = dc1\n }\n"); len(c.KDCs("FABRIKAM.TEST")) != 1 {
		t.Error("the KDC below a brace on the next line was not read")
	}
	if c := Parse(head + "[domain_realm]\n .Fabrikam.TEST = FABRIKAM.TEST\n"); c.RealmOf("web.fabrikam.test") != "" || len(c.Notes) == 0 {
		t.Error("[domain_realm] keys in capitals never match")
	}
	if c := Parse(head + " permitted_enctypes = nothing-known\n"); c.Permitted == nil || len(c.Permitted) != 0 {
		t.Errorf("permitted %v", c.Permitted)
	}
	if c := Parse(head + "[realms]\n FABRIKAM.TEST = {\n kdc = https://proxy/KdcProxy\n }\n"); !strings.Contains(strings.Join(c.Notes, " "), "KDC proxy") {
		t.Errorf("the proxy is not named: %q", c.Notes)
	}
}

// An include that cannot be read stops the library, too.
func TestIncludesThatStopMIT(t *testing.T) {
	dir := t.TempDir()
	for name, line := range map[string]string{"no such file": "include " + dir + "/none", "no such directory": "includedir " + dir + "/none.d", "a relative path": "include here.conf"} {
		path := filepath.Join(dir, "krb5.conf")
		if err := os.WriteFile(path, []byte(line+"\n[libdefaults]\n default_realm = A\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if c := LoadFiles(path); c.Invalid == "" || c.DefaultRealm != "A" {
			t.Errorf("%s: %q, realm %q", name, c.Invalid, c.DefaultRealm)
		}
	}
	if c := LoadFiles(filepath.Join(dir, "not-there.conf")); c.Invalid != "" {
		t.Errorf("no file at all is not invalid: %q", c.Invalid)
	}
}
