package checks

import (
	"os"
	"slices"
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/pages"
)

func TestRegistry(t *testing.T) {
	areas := []string{"env", "dns", "kdc", "clock", "cache", "account", "spn", "etype", "ticket", "delegation", "exchange", "keytab", "ldap"}
	var kinds []string
	for _, k := range diag.Kinds() {
		kinds = append(kinds, k.Name)
	}
	byCode := ByCode()
	var codes []string
	for _, c := range All() {
		codes = append(codes, c.Code)
		if file := strings.ReplaceAll(c.Code, "-", "_") + ".go"; !exists(file) {
			t.Errorf("%s is not in %s", c.Code, file)
		}
		if !slices.Contains(areas, c.Area) {
			t.Errorf("%s is in the area %q", c.Code, c.Area)
		}
		if c.Severity != diag.Error && c.Severity != diag.Warning && c.Severity != diag.Notice {
			t.Errorf("%s has the severity %q", c.Code, c.Severity)
		}
		for _, n := range c.Needs {
			if !slices.Contains(kinds, n) {
				t.Errorf("%s needs %s, which is no kind of fact", c.Code, n)
			}
		}
		for _, d := range c.DependsOn {
			if _, ok := byCode[d]; !ok {
				t.Errorf("%s depends on %s, which does not exist", c.Code, d)
			}
		}
	}
	if len(byCode) != len(codes) || !slices.IsSorted(codes) {
		t.Error("codes are not unique or not sorted")
	}
	if !slices.Equal(codes, pages.Codes()) {
		t.Errorf("checks and pages differ:\n%v\n%v", codes, pages.Codes())
	}
	for _, old := range pages.RetiredCodes() {
		if slices.Contains(codes, old.Code) {
			t.Errorf("%s was retired and is used again", old.Code)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// A dependency that leads back to its own check would leave the order to chance.
func TestNoCircularDependency(t *testing.T) {
	byCode := ByCode()
	var walk func(code string, path []string)
	walk = func(code string, path []string) {
		if slices.Contains(path, code) {
			t.Fatalf("circle: %v %s", path, code)
		}
		for _, d := range byCode[code].DependsOn {
			walk(d, append(slices.Clone(path), code))
		}
	}
	for code := range byCode {
		walk(code, nil)
	}
}
