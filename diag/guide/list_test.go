package guide

import (
	"slices"
	"testing"

	"adwalk/diag/facts"
)

func TestLists(t *testing.T) {
	const asa, old = "CN=ASA,CN=Computers,DC=contoso,DC=lab", `CN=Old\, one,OU=Service Accounts,DC=contoso,DC=lab`
	for _, tc := range []struct {
		in   string
		want []string
	}{
		{"a, b c\nd", []string{"a", "b", "c", "d"}},
		{`CONTOSO\ASA$,asa2`, []string{`CONTOSO\ASA$`, "asa2"}},
		{asa, []string{asa}},
		{asa + ", " + old + ",plain", []string{asa, old, "plain"}},
		{"mail.contoso.lab=" + old + ",ASA2$", []string{"mail.contoso.lab=" + old, "ASA2$"}},
		{asa + "\r\n" + old, []string{asa, old}},
		{"", nil},
	} {
		if got := list(tc.in, false); !slices.Equal(got, tc.want) {
			t.Errorf("%q: %q", tc.in, got)
		}
	}
	if got := list(`svc asa.west, mail.contoso.lab=svc two,`+asa+`,CONTOSO\svc three`, true); !slices.Equal(got, []string{"svc asa.west", "mail.contoso.lab=svc two", asa, `CONTOSO\svc three`}) {
		t.Errorf("accounts %q", got)
	}
	input := "mail.contoso.lab=" + old + "\n" + asa
	if got := facts.ASANames(input); !slices.Equal(got, []string{old, asa}) {
		t.Errorf("names %q", got)
	}
	if a, b := facts.ASAFor(input, "MAIL.contoso.lab"), facts.ASAFor(input, "other.contoso.lab"); a != old || b != asa {
		t.Errorf("accounts %q and %q", a, b)
	}
}
