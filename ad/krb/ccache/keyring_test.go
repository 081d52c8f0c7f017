package ccache

import (
	"strings"
	"testing"
)

// A name of a keyring cache is taken apart as MIT's library does.
func TestKeyringNames(t *testing.T) {
	for residual, want := range map[string]string{
		"work": "KEYRING:legacy:work:", "session:work": "KEYRING:session:work:", "persistent:1000": "KEYRING:persistent:1000:",
		"persistent:1000:krb_ccache_abc": "KEYRING:persistent:1000:krb_ccache_abc", "user:": "KEYRING:user::",
	} {
		if n, err := parseKeyring(residual); err != nil || n.String() != want {
			t.Errorf("%s: %v %v", residual, n, err)
		}
	}
	if _, err := parseKeyring("nowhere:x"); err == nil || !strings.Contains(err.Error(), "persistent, session") {
		t.Error(err)
	}
}

// principalBytes is web@TAILSPIN.EXAMPLE as an entry has it.
var principalBytes = []byte("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x10TAILSPIN.EXAMPLE\x00\x00\x00\x03web")

// Keys of a keyring that are no entries are named, and what was whole is kept.
func TestKeyringEntries(t *testing.T) {
	c, err := keyringCache([]string{keyringPrincipal, keyringOffsets}, map[string][]byte{keyringPrincipal: principalBytes, keyringOffsets: {0, 0, 0, 5, 0, 0, 0, 0}})
	if err != nil || c.Principal.String() != "web@TAILSPIN.EXAMPLE" || c.Offset.Seconds() != 5 {
		t.Errorf("%+v %v", c, err)
	}
	if c, err := keyringCache([]string{keyringPrincipal, "x"}, map[string][]byte{keyringPrincipal: principalBytes, "x": {1, 2}}); err == nil || c == nil {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := keyringCache(nil, nil); err == nil {
		t.Error("a keyring without a principal was read")
	}
}

func FuzzKeyringEntries(f *testing.F) {
	f.Add(principalBytes, []byte{1, 2})
	f.Fuzz(func(t *testing.T, head, entry []byte) {
		c, err := keyringCache([]string{keyringPrincipal, "x"}, map[string][]byte{keyringPrincipal: head, "x": entry})
		if err == nil && c == nil {
			t.Error("neither a cache nor an error")
		}
	})
}
