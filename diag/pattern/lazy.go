package pattern

import (
	"regexp"
	"sync"
)

// Lazy returns the expression's only compiled form, made at the first call. An
// expression that does not compile panics there: the expressions are constants
// of the program, and each is used by a test.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
