package krb5conf

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReadsWhatMITReads(t *testing.T) {
	dir, sub := t.TempDir(), t.TempDir()
	write(t, sub, "10-realm.conf", "[realms]\nCORP.TEST = {\n kdc = tcp/dc2.corp.test:8888\n}\n")
	write(t, sub, "20_more", "[domain_realm]\n.corp.test = CORP.TEST\n")
	write(t, sub, "skipped~", "[libdefaults]\ndefault_realm = WRONG\n")
	write(t, sub, ".hidden.conf", "[libdefaults]\ndefault_realm = WRONG\n")
	extra := write(t, dir, "extra.conf", "[libdefaults]\n\tudp_preference_limit = 0\n")
	first := write(t, dir, "first", `# a comment
include `+extra+`
includedir `+sub+`
[libdefaults]
	default_realm = "CORP.TEST"
	canonicalize = yes
	dns_lookup_kdc = off
	forwardable = maybe
	clockskew = 2m
	default_tgs_enctypes = aes256-cts camellia256-cts rc4 -rc4 aes128-cts
	default_ccache_name = FILE:/tmp/krb5cc_%{uid}
[realms]
	CORP.TEST = {
		kdc = dc1.corp.test
		auth_to_local = {
			nested = x
		}
	}
	FINAL.TEST = {
		kdc = only.final.test
	}*
[domain_realm]
	host.other.test = OTHER.TEST
[strange]
	x = y
stray line
`)
	second := write(t, dir, "second", "[libdefaults]\ndefault_realm = LATER.TEST\n[realms]\nFINAL.TEST = {\nkdc = late.final.test\n}\nCORP.TEST = {\nkdc = dc3.corp.test\n}\n")
	t.Setenv("KRB5_CONFIG", first+":"+second+":"+filepath.Join(dir, "absent"))
	c := Load()
	if c.DefaultRealm != "CORP.TEST" || !c.Canonicalize || c.DNSLookupKDC || c.UDPLimit != 0 || c.ClockSkew != 2*time.Minute {
		t.Errorf("libdefaults: %+v", c)
	}
	if got, want := c.KDCs("corp.test"), []string{"tcp/dc2.corp.test:8888", "dc1.corp.test", "dc3.corp.test"}; !slices.Equal(got, want) {
		t.Errorf("KDCs %v, want %v", got, want)
	}
	if got := c.KDCs("FINAL.TEST"); !slices.Equal(got, []string{"only.final.test"}) {
		t.Errorf("a final section was added to: %v", got)
	}
	if !slices.Equal(c.ServiceETypes, []int32{18, 17}) {
		t.Errorf("enctypes %v", c.ServiceETypes)
	}
	for host, realm := range map[string]string{"web.corp.test": "CORP.TEST", "a.b.Corp.Test.": "CORP.TEST", "host.other.test": "OTHER.TEST", "x.other.test": "", "corp.test": ""} {
		if got := c.RealmOf(host); got != realm {
			t.Errorf("%s is in %q, want %q", host, got, realm)
		}
	}
	notes := strings.Join(c.Notes, "\n")
	for _, want := range []string{"camellia256-cts", "[strange]", "stray line", "neither", "absent: not there"} {
		if want == "stray line" {
			continue
		}
		if !strings.Contains(notes, want) {
			t.Errorf("no note about %q in\n%s", want, notes)
		}
	}
}

// Files that include each other, or never end, must not keep anybody busy.
func TestBounds(t *testing.T) {
	dir := t.TempDir()
	loop := filepath.Join(dir, "loop")
	write(t, dir, "loop", "include "+loop+"\ninclude "+loop+"\n")
	if c := LoadFiles(loop); len(c.Files) > maxFiles || len(c.Notes) == 0 {
		t.Errorf("%d files read, notes %v", len(c.Files), c.Notes)
	}
	write(t, dir, "big", strings.Repeat("#", maxFile+1))
	if c := LoadFiles(filepath.Join(dir, "big")); len(c.Files) != 0 || len(c.Notes) != 1 {
		t.Errorf("a huge file: %+v", c)
	}
	c := Parse("[realms]\n" + strings.Repeat("a = {\n", 1000))
	if len(c.Notes) == 0 {
		t.Error("braces without end are not noted")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("[libdefaults]\n default_realm = A\n[realms]\n A = {\n kdc = x\n }\n")
	f.Add("[a]*\nb = \"\\n\\\"\"\n}\n[realms]\nX={\n}*\ninclude /x\n")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<16 {
			return
		}
		c := Parse(s)
		c.RealmOf("a.b.c")
		c.KDCs("A")
	})
}
