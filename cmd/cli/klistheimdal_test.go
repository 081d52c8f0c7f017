package cli

import (
	"regexp"
	"strings"
	"testing"
)

// The layout of Heimdal 7.8's klist: each column is as wide as its widest text, so that
// a cache without tickets, or with ended ones only, has narrower ones. What is wanted is
// what that program printed of such caches. It cannot stand beside MIT's programs, which
// these tests need, on one machine: the packages exclude each other.
func TestKlistInHeimdalsLayout(t *testing.T) {
	withConfig(t, "")
	t.Setenv("TZ", "UTC")
	t.Setenv("LC_ALL", "C")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x40e00000, start: -3600e9, end: 3600e9}
	late := tgt
	late.server, late.end, late.flags = "ldap/dc1.example.test@EXAMPLE.TEST", -60e9, 0x40240000
	date := regexp.MustCompile(`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}`)
	both, ended, empty := writeCache(t, anna, tgt, late), writeCache(t, anna, late), writeCache(t, anna)
	for _, c := range []struct{ path, args, want string }{
		{both, "", "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n" +
			"  Issued                Expires               Principal\n" +
			"DATE  DATE  krbtgt/EXAMPLE.TEST@EXAMPLE.TEST\n" +
			"DATE  >>>Expired<<<         ldap/dc1.example.test@EXAMPLE.TEST\n"},
		{both, "-f", "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n" +
			"  Issued                Expires             Flags    Principal\n" +
			"DATE  DATE  FRIA   krbtgt/EXAMPLE.TEST@EXAMPLE.TEST\n" +
			"DATE  >>>Expired<<<         FAO    ldap/dc1.example.test@EXAMPLE.TEST\n"},
		{ended, "-f", "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n" +
			"  Issued                Expires      Flags    Principal\n" +
			"DATE  >>>Expired<<<  FAO    ldap/dc1.example.test@EXAMPLE.TEST\n"},
		{empty, "", "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n  Issued    Expires    Principal\n"},
	} {
		_, out, errs := command(t, append([]string{"klist", "--style", "heimdal"}, append(strings.Fields(c.args), c.path)...)...)
		if got := date.ReplaceAllString(strings.ReplaceAll(out, c.path, "PATH"), "DATE"); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s%s", c.args, got, c.want, errs)
		}
	}
}
