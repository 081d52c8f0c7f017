package pattern

import "testing"

// An expression is compiled at its first use, once; a wrong one is told there.
func TestLazy(t *testing.T) {
	digits := Lazy(`^\d+$`)
	first, second := digits(), digits()
	if !first.MatchString("42") || first.MatchString("x") || first != second {
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
