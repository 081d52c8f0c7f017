package interactive

import "testing"

// The word that stands at a finding is a verdict, not a code: :page answers it, too, and
// opens no other page that happens to have its letters.
func TestThePageOfAWord(t *testing.T) {
	d := inLab(t, "healthy", 100, 30)
	for word, want := range map[string]string{
		"no-common-etype": "No encryption type in common", "missing": "An SPN that no account has", "misplaced": "An SPN on another account",
		"kvno": "Version number of an account", "spn": "The name of a service in Kerberos", "spn-missing": "How it was checked",
	} {
		d.Press(":")
		d.Type("page " + word)
		d.Press("enter")
		d.Sees(word, want)
		d.Press("esc")
	}
	d.Press(":")
	d.Type("page zzzz")
	d.Press("enter")
	d.Sees("there is no page for zzzz")
}
