package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// TestForestPreparedBySomeoneElse puts faults into a real forest and walks the
// guides that must find them. Each must be found, and nothing beside it.
func TestForestPreparedBySomeoneElse(t *testing.T) {
	pair := adtest.SambaPair(t)
	dc, realm := pair.DC1, strings.ToLower(pair.DC1.Realm)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	pair.Replicate(false)

	// Two accounts hold one name; the second got past the check.
	one, two := dc.AddUser(adtest.Name("svc"), "Service-Key-1"), dc.AddUser(adtest.Name("svc"), "Service-Key-2")
	twice := "http/" + one.Name + "." + realm
	dc.SetAttr(one.DN, "msDS-SupportedEncryptionTypes", "24")
	dc.SetAttr(two.DN, "msDS-SupportedEncryptionTypes", "24")
	dc.AddSPN(one.DN, twice)
	dc.PlantSPN(two.DN, twice)
	// An account that lists RC4 alone.
	old := dc.AddUser(adtest.Name("old"), "Service-Key-3")
	dc.SetAttr(old.DN, "msDS-SupportedEncryptionTypes", "4")
	dc.AddSPN(old.DN, "http/"+old.Name+"."+realm)
	// A computer that never had a password, and a disabled owner.
	fresh := dc.AddComputer(adtest.Name("fresh"), "")
	off := dc.AddUser(adtest.Name("off"), "Service-Key-4")
	dc.SetAttr(off.DN, "msDS-SupportedEncryptionTypes", "24")
	dc.AddSPN(off.DN, "http/"+off.Name+"."+realm)
	dc.SetAttr(off.DN, "userAccountControl", "514")
	// A front end with one back end in its list and one that is not; one entry
	// leads to the disabled owner.
	front, be1, be2 := dc.AddComputer(adtest.Name("fe"), "Front-End-1"), dc.AddComputer(adtest.Name("be"), "Back-End-1"), dc.AddComputer(adtest.Name("be"), "Back-End-2")
	dc.Delegate(front.DN, true, "HTTP/"+be1.Host, "HTTP/"+strings.TrimSuffix(be1.Name, "$"), "http/"+off.Name+"."+realm)

	connect := []string{"--json", "--server", dc.LDAPS, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile,
		"--user", alice.Name + "@" + dc.Realm, "--password-file", dc.PasswordFile(alice.Password)}
	noPassword := "HOST/" + fresh.Host
	for _, c := range []struct {
		name string
		args []string
		want []string // verdict and the subject's end
	}{
		{"duplicates", []string{"duplicates"}, []string{"duplicate " + twice}},
		{"delegation", []string{"delegation"}, []string{"owner-disabled " + "http/" + off.Name + "." + realm}},
		{"rc4", []string{"rc4-readiness"}, []string{"no-common-etype " + old.Name, "wrong-key " + fresh.Name}},
		{"front end", []string{"kcd-front-end", "--set", "front-end=" + front.Name, "--set", "back-ends=" + be1.Host + "," + be2.Host},
			[]string{"not-allowed " + front.Name + " > HTTP/" + be2.Host, "owner-disabled http/" + off.Name + "." + realm}},
		{"disabled", []string{"service-unreachable", "--set", "service=http/" + off.Name + "." + realm}, []string{"owner-disabled " + off.Name}},
		{"no password", []string{"service-unreachable", "--set", "service=" + noPassword}, []string{"wrong-key " + fresh.Name}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := command(t, append(append([]string{"walk"}, c.args...), connect...)...)
			var a struct {
				Findings []struct{ Code, Verdict, Subject, Summary string }
			}
			if err := json.Unmarshal([]byte(out), &a); err != nil || code != app.ExitFound {
				t.Fatalf("exit %d: %s %v", code, errs, err)
			}
			var said []string
			for _, f := range a.Findings {
				said = append(said, fmt.Sprintf("%s %s", f.Verdict, f.Subject))
			}
			for _, want := range c.want {
				verdict, subject, _ := strings.Cut(want, " ")
				i := slices.IndexFunc(said, func(s string) bool {
					return strings.HasPrefix(s, verdict+" ") && strings.HasSuffix(strings.ToLower(s), strings.ToLower(subject))
				})
				if i < 0 {
					t.Errorf("missed %q; said %q", want, said)
					continue
				}
				said = slices.Delete(said, i, i+1)
			}
			if len(said) > 0 {
				t.Errorf("false alarm: %q", said)
			}
		})
	}
}
