package ad_test

import (
	"errors"
	"strings"
	"testing"

	"adwalk/ad"
)

func TestWhatIsAnSPN(t *testing.T) {
	for in, want := range map[string]ad.SPN{
		"http/mail.contoso.com":                 {Class: "http", Host: "mail.contoso.com"},
		"MSSQLSvc/db1.contoso.com:1433":         {Class: "MSSQLSvc", Host: "db1.contoso.com", Port: "1433"},
		"MSSQLSvc/db1.contoso.com:REPORTS":      {Class: "MSSQLSvc", Host: "db1.contoso.com", Instance: "REPORTS"},
		"ldap/dc1.contoso.com/contoso.com":      {Class: "ldap", Host: "dc1.contoso.com", Service: "contoso.com"},
		"GC/dc1.contoso.com:3268/contoso.com":   {Class: "GC", Host: "dc1.contoso.com", Port: "3268", Service: "contoso.com"},
		"Microsoft Virtual Console Service/hv1": {Class: "Microsoft Virtual Console Service", Host: "hv1"},
	} {
		got, err := ad.ParseSPN(in)
		if err != nil || got != want || got.String() != in {
			t.Errorf("%s: %+v (%s), %v", in, got, got, err)
		}
	}
}

// Each text is refused, and the message says why.
func TestWhatIsNoSPN(t *testing.T) {
	for in, why := range map[string]string{
		"":                               "empty",
		"mail.contoso.com":               "no slash",
		"/mail":                          "service class is empty",
		"http/":                          "host is empty",
		`http\mail`:                      "backslash",
		"http/mail contoso":              "space",
		"http/mail\x00":                  "U+0000",
		"http/mail\u200b.contoso.com":    "U+200B",
		"http/m\u0430il":                 "U+0430",
		"http/*":                         "wildcard",
		"http/mail@CONTOSO.COM":          "realm",
		"https://mail":                   "URL",
		"http/mail.":                     "dot",
		"http/mail:":                     "colon",
		"http/mail:80:81":                "two ports",
		"ldap/dc1/":                      "third part",
		"a/b/c/d":                        "three parts",
		"x/" + strings.Repeat("y", 2000): "longer",
	} {
		_, err := ad.ParseSPN(in)
		var p *ad.Problem
		if !errors.As(err, &p) || p.Kind != ad.ProblemUsage || p.Do == "" || !strings.Contains(p.Why, why) {
			t.Errorf("%.40q: %v", in, err)
		}
	}
}

func TestNamesThatADTakesForTheSame(t *testing.T) {
	if a, b := ad.FoldSPN("HTTP/Mail.contoso.com"), ad.FoldSPN("http/mail\u200b.Contoso.com"); a != b {
		t.Errorf("%q and %q", a, b)
	}
	if ad.FoldSPN("http/mail") == ad.FoldSPN("http/mai1") {
		t.Error("different names folded together")
	}
}

func FuzzParseSPN(f *testing.F) {
	for _, s := range []string{"http/mail.contoso.com", "GC/dc1:3268/contoso.com", "a b/c", "x/y:z", "\xff/\u202e", "//:@*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := ad.ParseSPN(in)
		if err != nil {
			return
		}
		if got.String() != in {
			t.Fatalf("%q came back as %q", in, got)
		}
		if _, bad := ad.SuspiciousSPN(in); bad {
			t.Fatalf("%q was taken", in)
		}
	})
}
