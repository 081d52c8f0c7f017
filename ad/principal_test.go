package ad

import (
	"fmt"
	"testing"
)

func TestCutRealm(t *testing.T) {
	for in, want := range map[string]string{"alice@CONTOSO.LAB": "alice CONTOSO.LAB true", "alice": "alice  false", "": "  false",
		"alice@contoso.lab@CONTOSO.LAB": "alice@contoso.lab CONTOSO.LAB true", "alice@": "alice  true"} {
		name, realm, found := CutRealm(in)
		if got := fmt.Sprint(name, " ", realm, " ", found); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
