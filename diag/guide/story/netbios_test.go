package story

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func TestShortNameOfTheDomain(t *testing.T) {
	s := diag.NewSnapshot()
	put := func(short string) string {
		facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "AD.CONTOSO.LAB", NetBIOS: short}})
		return NetBIOS(s.Reader())
	}
	if told, guessed := put("CONTOSO"), put(""); told != "CONTOSO" || guessed != "AD" {
		t.Errorf("%q as the directory has it, %q guessed", told, guessed)
	}
}
