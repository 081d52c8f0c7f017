package cli

import (
	"regexp"
	"strings"
	"testing"
)

// The layout of Heimdal 7.8's klist, as it prints a cache with a ticket that has
// ended, with and without -f.
func TestKlistInHeimdalsLayout(t *testing.T) {
	withConfig(t, "")
	t.Setenv("TZ", "UTC")
	t.Setenv("LC_ALL", "C")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x40e00000, start: -3600e9, end: 3600e9}
	late := tgt
	late.server, late.end, late.flags = "ldap/dc1.example.test@EXAMPLE.TEST", -60e9, 0x40240000
	path := writeCache(t, anna, tgt, late)
	date := regexp.MustCompile(`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}`)
	for args, want := range map[string]string{
		"": "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n" +
			"  Issued                Expires               Principal\n" +
			"DATE  DATE  krbtgt/EXAMPLE.TEST@EXAMPLE.TEST\n" +
			"DATE  >>>Expired<<<         ldap/dc1.example.test@EXAMPLE.TEST\n",
		"-f": "Credentials cache: FILE:PATH\n        Principal: anna@EXAMPLE.TEST\n\n" +
			"  Issued                Expires             Flags    Principal\n" +
			"DATE  DATE  FRIA   krbtgt/EXAMPLE.TEST@EXAMPLE.TEST\n" +
			"DATE  >>>Expired<<<         FAO    ldap/dc1.example.test@EXAMPLE.TEST\n",
	} {
		_, out, errs := command(t, append([]string{"klist", "--style", "heimdal"}, append(strings.Fields(args), path)...)...)
		if got := date.ReplaceAllString(strings.ReplaceAll(out, path, "PATH"), "DATE"); got != want {
			t.Errorf("%q:\n%s\nwant\n%s%s", args, got, want, errs)
		}
	}
}
