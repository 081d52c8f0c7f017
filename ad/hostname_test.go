package ad_test

import (
	"testing"

	"adwalk/ad"
)

func TestAHostHasNoCharacterThatCannotBeDialled(t *testing.T) {
	for host, odd := range map[string]rune{
		"dc1.contoso.com": 0, "10.0.0.1": 0, "::1": 0, "fe80::1%eth0": 0, "fe80::1%a b": ' ', "straße.example": 0, "web_1": 0,
		"dc1:389": ':', "%": '%', "a]b": ']', "a\x00b": 0x00, "a\xffb": 0xfffd, "a b": ' ', "a/b": '/', "u@h": '@', "a'b": '\'',
	} {
		got, found := ad.OddInHost(host)
		if got != odd || found != (odd != 0 || host == "a\x00b") {
			t.Errorf("%q: %q, %t", host, got, found)
		}
	}
}

func TestWhatIsAPort(t *testing.T) {
	for text, want := range map[string]bool{"1": true, "88": true, "65535": true, "0": false, "65536": false, "": false, "+8": false, "-1": false, "8 ": false, "http": false} {
		if ad.IsPort(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}
