package cli

import (
	"strings"
	"testing"

	"adwalk/cmd/app"
)

// A command line that cannot be used says what, why and what to do, in words of its own,
// and is never taken for a question about help.
func TestACommandLineThatCannotBeUsed(t *testing.T) {
	for line, want := range map[string][]string{
		"delegation CAS1":          {`delegation "CAS1"`, "its verbs are", "adwalk delegation show CAS1"},
		"enctypes lst CAS1":        {"its verbs are", "did you mean list"},
		"journal frob":             {`the argument "frob"`, "adwalk journal takes none"},
		"chekc":                    {"did you mean check?"},
		"walk cas-aray":            {"there is none of that name", "did you mean cas-array?"},
		"plan cas-aray":            {"did you mean cas-array?"},
		"walk zzz":                 {"adwalk walk lists them"},
		"ticket":                   {"number of arguments", "it is used as: adwalk ticket"},
		"apply a b":                {"number of arguments", "it is used as: adwalk apply FILE"},
		"delegation add-service x": {"it is used as: adwalk delegation add-service"},
	} {
		code, _, errs := ran(t, "", strings.Fields(line)...)
		if code != app.ExitUsage {
			t.Errorf("%s: exit %d", line, code)
		}
		for _, w := range append(want, "do") {
			if !strings.Contains(errs, w) {
				t.Errorf("%s: it does not say %q:\n%s", line, w, errs)
			}
		}
		if strings.Contains(errs, "arg(s)") {
			t.Errorf("%s: %s", line, errs)
		}
	}
	if code, out, _ := ran(t, "", "delegation"); code != app.ExitOK || !strings.Contains(out, "add-service") {
		t.Errorf("without a verb: exit %d:\n%s", code, out)
	}
}
