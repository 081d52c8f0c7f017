package spns_test

import (
	"strings"
	"testing"

	"adwalk/ui/uitest"
)

// The owners of one SPN stand below each other, without a key to sort them.
func TestTheOwnersOfOneSPNStandTogether(t *testing.T) {
	d, _ := console(t, func(f *uitest.Forest) {
		f.Add("CN=A,"+uitest.Domain, "computer", "A$", "http/z.contoso.lab", "http/b.contoso.lab")
		f.Add("CN=B,"+uitest.Domain, "computer", "B$", "HTTP/z.contoso.lab", "http/a.contoso.lab")
	})
	d.Press("s")
	d.Type("http/*")
	d.Press("enter")
	var got []string
	for l := range strings.SplitSeq(d.View(), "\n") {
		if _, rest, found := strings.Cut(strings.ToLower(l), "http/"); found && strings.Contains(rest, "computer") {
			got = append(got, strings.Fields(rest)[0])
		}
	}
	if s := strings.Join(got, " "); !strings.HasPrefix(s, "a.contoso.lab b.contoso.lab") || !strings.HasSuffix(s, "z.contoso.lab z.contoso.lab") {
		t.Errorf("%s\n%s", s, d.View())
	}
}
