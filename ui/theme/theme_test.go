package theme

import (
	"strings"
	"testing"

	"adwalk/diag"
)

// No meaning rests on colour alone: every status has a glyph of its own and a
// word.
func TestEveryStatusHasAGlyphAndAWord(t *testing.T) {
	seen := map[string]diag.Status{}
	for _, s := range []diag.Status{diag.Pass, diag.Fail, diag.Skipped, diag.Blocked, diag.Unknown, diag.Crashed, diag.Manual, diag.Pending, diag.Running} {
		m := Status(s)
		if m.Glyph == "" || m.Word == "" {
			t.Errorf("%s has the mark %+v", s, m)
		}
		if other, ok := seen[m.Glyph]; ok {
			t.Errorf("%s and %s look the same", s, other)
		}
		seen[m.Glyph] = s
	}
	for _, v := range []diag.Verdict{diag.OK, diag.Missing, diag.Duplicate, diag.Misplaced, diag.CoveredByHost, diag.AliasConflict, diag.Malformed,
		diag.SuspiciousUnicode, diag.StaleReplica, diag.OwnerDisabled, diag.NoCommonEType, diag.WrongKey, diag.NotChecked} {
		if m := Verdict(v); m.Word != string(v) || m.Glyph == "" || (m.Glyph == "✓") != (v == diag.OK) {
			t.Errorf("%s has the mark %+v", v, m)
		}
	}
}

func TestNoColourLeavesAttributesOnly(t *testing.T) {
	for r := Plain; r < numRoles; r++ {
		for _, selected := range []bool{true, false} {
			if s := (Palette{}).Start(r, selected); strings.Contains(s, "3") {
				t.Errorf("role %d colours without colour: %q", r, s)
			}
			if s := (Palette{Bare: true}).Start(r, selected); s != "" {
				t.Errorf("role %d draws %q on a bare terminal", r, s)
			}
		}
	}
}
