package cli

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestPlanAsLDIF takes the plan's LDIF to OpenLDAP's ldapmodify instead of
// applying it here: what is offered for copying must do the same.
func TestPlanAsLDIF(t *testing.T) {
	f := newForest(t)
	walk := []string{"walk", "cas-array", "--set", "array=" + f.array, "--set", "asa=" + f.asa.Name, "--json"}
	names := func() (ldif string, broken []string) {
		_, out, errs := f.run(t, walk...)
		var a struct {
			Findings []struct {
				Verdict, Subject string
				Fix              struct{ Commands struct{ LDIF string } }
			}
		}
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatal(err, errs)
		}
		for _, x := range a.Findings {
			if x.Verdict == "missing" || x.Verdict == "misplaced" {
				ldif += x.Fix.Commands.LDIF + "\n"
				broken = append(broken, x.Subject)
			}
		}
		return ldif, broken
	}
	ldif, broken := names()
	if len(broken) != 5 {
		t.Fatalf("broken before: %v", broken)
	}
	pass := f.dc.PasswordFile("")
	if err := os.WriteFile(pass, []byte(f.alice.Password), 0o600); err != nil { // ldapmodify -y takes the newline, too
		t.Fatal(err)
	}
	out := f.dc.RunWith(ldif, nil, "ldapmodify", "-x", "-H", "ldaps://"+f.dc.Host, "-D", f.alice.Name+"@"+f.dc.Realm, "-y", pass)
	if out.Code != 0 {
		t.Fatalf("ldapmodify: status %d: %s\n%s", out.Code, out.Stderr, ldif)
	}
	if _, broken := names(); len(broken) != 0 {
		t.Errorf("broken after: %v", strings.Join(broken, ", "))
	}
}
