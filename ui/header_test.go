package ui

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui/safetext"
	"adwalk/ui/widget"
)

// However long the names are, the header of the smallest screen says how the
// connection is protected and that nothing can be written.
func TestHeaderKeepsTheProtection(t *testing.T) {
	for _, st := range []Status{
		{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: "alice@CONTOSO.LAB", Protection: "sealed"},
		{Realm: "CORP.CONTOSO.EXAMPLE", Server: "dc1.corp.contoso.example", Identity: "CN=alice,OU=People,DC=corp,DC=contoso,DC=example", Protection: "StartTLS"},
		{Realm: "CORP.CONTOSO.EXAMPLE", Server: "dc1.corp.contoso.example", Identity: "alice@CORP.CONTOSO.EXAMPLE", Protection: "TLS" + ad.NotVerified},
		{Realm: "A.VERY.LONG.REALM.OF.CONTOSO.EXAMPLE", Server: "dc1.a.very.long.realm.of.contoso.example", Identity: "svc-diagnosis-operator@A.VERY.LONG.REALM.OF.CONTOSO.EXAMPLE", Protection: "StartTLS"},
		{Realm: "CORP.CONTOSO.EXAMPLE", Server: "ldap://dc1.corp.contoso.example", Identity: "alice@CORP.CONTOSO.EXAMPLE"},
	} {
		got := text(header(st, true, false, time.Now(), 80))
		want := st.Protection
		if want == "" {
			want = "not connected"
		}
		if !strings.Contains(got, want+" ") || !strings.Contains(got, "READ-ONLY") || safetext.Width(got) > 80 {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

// text is what the line shows where colours do not matter.
func text(l widget.Line) string {
	var b strings.Builder
	for _, s := range l.Fit(80).Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
