package ui_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

// What an auditor takes along holds the verdicts, the evidence with its source,
// and nothing that a terminal would act on.
func TestAScreenIsSavedToAFile(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	deps := uitest.Console(f)
	files := map[string]string{}
	deps.OnSave = func(name, text string) *ad.Problem {
		if _, ok := files[name]; ok {
			return &ad.Problem{Kind: ad.ProblemUsage, What: name, Why: "it exists already"}
		}
		files[name] = text
		return nil
	}
	d := uitest.New(t, deps, clock, 80, 24)
	save := func(name string) {
		d.Press(":")
		d.Type("save " + name)
		d.Press("enter")
	}
	d.Press("enter")
	save("walk.txt")
	d.Sees("saved to walk.txt")
	d.Press("f")
	save("plan.txt")
	save("plan.txt")
	d.Sees("not saved: plan.txt: it exists already")
	save("")
	d.Sees("name the file")
	for file, want := range map[string][]string{
		"walk.txt": {"alice@CONTOSO.LAB", "== 1. SPN owners: ✗ wrong", "on CAS1$, should be on CASARRAY-ASA$", "dc1.contoso.lab", "== 5. Verify"},
		"plan.txt": {"- exchangeRFR/outlook.contoso.lab", "== setspn", "setspn -D exchangeRFR/outlook.contoso.lab contoso.lab\\CAS1$", "== LDIF"},
	} {
		for _, w := range want {
			if !strings.Contains(files[file], w) {
				t.Errorf("%s lacks %q:\n%s", file, w, files[file])
			}
		}
		if strings.ContainsRune(files[file], 0x1b) {
			t.Errorf("%s holds an escape", file)
		}
	}
}
