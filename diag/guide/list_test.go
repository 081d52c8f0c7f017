package guide

import (
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
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

func TestShortNameOfTheDomain(t *testing.T) {
	s := diag.NewSnapshot()
	put := func(short string) string {
		facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "AD.CONTOSO.LAB", NetBIOS: short}})
		return netBIOS(s.Reader())
	}
	if told, guessed := put("CONTOSO"), put(""); told != "CONTOSO" || guessed != "AD" {
		t.Errorf("%q as the directory has it, %q guessed", told, guessed)
	}
}

func TestHostsAreNotAccounts(t *testing.T) {
	for _, bad := range []string{"EX1$", "ex1.contoso.lab=EX1$", `CONTOSO\ex1`, "a,b"} {
		if checkHost(bad) == nil {
			t.Errorf("%q passes for a host", bad)
		}
	}
	err := checkVirtual("vs1.contoso.lab=EX1$")
	if p := ad.AsProblem(err, "", ""); err == nil || p.Do != "write EX1$=vs1.contoso.lab" {
		t.Errorf("%v", err)
	}
}
