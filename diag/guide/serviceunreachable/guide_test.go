package serviceunreachable

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "name dns owner account etypes ticket service keytab token cache fix verify", "service", "account keytab run-as user")
}

func TestAnyServiceCanBeNamed(t *testing.T) {
	for typed, want := range map[string]string{
		"https://app.contoso.lab/x": "http/app.contoso.lab", "app.contoso.lab": "http/app.contoso.lab", `\\files1.contoso.lab\data`: "cifs/files1.contoso.lab",
		"exchangeMDB/outlook.contoso.lab": "exchangeMDB/outlook.contoso.lab", "ldap://dc1.contoso.lab": "ldap/dc1.contoso.lab", "ssh://linux1.contoso.lab": "host/linux1.contoso.lab",
	} {
		guidetest.Visit(t, Guide(), []guidetest.Case{{Name: typed, Step: "name", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", typed)), Status: diag.Pass, Says: []string{"clients build " + want + "."}}})
	}
}

// Which web server it is, is not known here: the size is told, and judged by nobody.
func TestTheLoginsSizeIsNotJudged(t *testing.T) {
	size := guidetest.Seen(facts.TokenSize, "bob", facts.TokenSizeValue{User: "bob", Groups: 900, Long: 900})
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a large login", Step: "token", Facts: guidetest.All(guidetest.Typed("service", "http://app.contoso.lab"), guidetest.Typed("user", "bob"), size), Status: diag.Skipped, Says: []string{"manual: apache accepts", "A header of about "}},
		{Name: "a service without headers", Step: "token", Facts: guidetest.All(guidetest.Typed("service", "ldap://dc1.contoso.lab"), guidetest.Typed("user", "bob"), size), Status: diag.Skipped, Says: []string{"Only HTTP has a header"}, Silent: []string{"apache"}},
	})
}
