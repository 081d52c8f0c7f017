package objects

import (
	"strings"
	"testing"
)

// FuzzSearch reads searches as they are typed: the filter is the beginning of the text.
func FuzzSearch(f *testing.F) {
	f.Add("(cn=a) one in DC=x count")
	f.Add("((")
	f.Add(") in")
	f.Fuzz(func(t *testing.T, text string) {
		if w := parseSearch(text); !strings.HasPrefix(text, w.filter) || len(w.base) > len(text) {
			t.Errorf("%q: %+v", text, w)
		}
	})
}
