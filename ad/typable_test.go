package ad_test

import (
	"testing"

	"adwalk/ad"
)

func TestNamesThatCanBeTyped(t *testing.T) {
	for spn, want := range map[string]bool{
		"http/bücher.contoso.com": true, "http/почта.contoso.com": true, "HTTP/他们.contoso.com:8080": true, "http/plain.contoso.com": true, "http/forêt-1": true,
		"http/m\u0430il": false, "http/mail\u200b": false, "http/u\u0308ber": false, "http/\u0441\u043e\u0440": false, "h\u0442tp/web": false, "http/we\u00adb": false, "http/a\u00a0b": false, "noslash\u00fc": false,
	} {
		if got := ad.TypableSPN(spn); got != want {
			t.Errorf("%+q: %t", spn, got)
		}
	}
}
