package pattern

import "testing"

// An expression is compiled at its first use, once; a wrong one is told there.
func TestLazy(t *testing.T) {
	digits := Lazy(`^\d+$`)
	if !digits().MatchString("42") || digits().MatchString("x") || digits() != digits() {
		t.Error("the expression is not the one that was given, or is compiled again")
	}
	wrong := Lazy(`(`)
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression compiles")
		}
	}()
	wrong()
}
