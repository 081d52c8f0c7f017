package ui

import "testing"

// A path of screens that is too long gives up its beginning: its end says where one is.
func TestThePathKeepsItsEnd(t *testing.T) {
	for in, want := range map[string]string{
		"A client cannot get Kerberos › evidence": "A client ca… › evidence",
		"Objects › CN=web1":                       "Objects › CN=web1",
		"one":                                     "one",
		"Objects › CN=a-name-that-is-longer-than-all": "Objects › CN=a-name-that-is-longer-than-all",
	} {
		if got := crumb(in, 23); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
}
