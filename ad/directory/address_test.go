package directory

import (
	"net/url"
	"testing"
)

// FuzzAddress reads addresses of directory servers: what is accepted is a URL of its own.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"dc1", "dc1:636", "ldaps://[::1]", "ldap://dc1/", "::1", "a:b:c", "%", "[fe80::1%eth0]:389", "a<b", "\x00", "1:+8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := parseAddress(s, false, "389", "636")
		if err != nil {
			return
		}
		if u, err := url.Parse(a.url()); err != nil || u.Port() == "" || u.User != nil || u.Path != "" {
			t.Errorf("%q is %q: %v", s, a.url(), err)
		}
	})
}
