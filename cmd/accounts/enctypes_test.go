package accounts

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
)

// Encryption types are given as a number or by name; what is neither is refused
// with what would be understood.
func TestETypesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]ad.SupportedETypes{"24": 24, "0x1c": 28, "28": 28, "aes128,aes256": 24, "AES128+AES256 RC4": 28, "rc4": 4} {
		if got, err := readETypes(text); err != nil || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "0", "-1", "aes512", "aes256,", "aes256;rc4", "4294967296"} {
		got, err := readETypes(text)
		if text == "aes256," {
			if err != nil || got != 16 {
				t.Errorf("%q: %d %v", text, got, err)
			}
			continue
		}
		if app.Code(err) != app.ExitUsage || !strings.Contains(err.Error(), "aes128,aes256,rc4") {
			t.Errorf("%q: %d %v", text, got, err)
		}
	}
}

// What is hidden is not called unset.
func TestListedETypesTellHiddenFromUnset(t *testing.T) {
	for want, l := range map[string]listedETypes{
		"svc: 0x18 (24): AES": {Account: "svc", Set: true, Known: true, Value: 24, Names: "AES"},
		"svc: not set;":       {Account: "svc", Known: true},
		"svc: not known;":     {Account: "svc"},
	} {
		if got := l.line(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
