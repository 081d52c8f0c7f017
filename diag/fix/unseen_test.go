package fix

import (
	"testing"

	"adwalk/ad"
)

// An edit of what did not come is refused as not known, and never as nothing to do; what
// is known decides as before.
func TestEditsOfWhatIsHidden(t *testing.T) {
	const spn, sid = "http/web.contoso.lab", "S-1-5-21-1-2-3-1101"
	hidden := func(attribute string) ad.Account {
		return ad.Account{Name: "svc", DN: "CN=svc,DC=contoso,DC=lab", Unread: []string{attribute}, UnreadWhy: "the permissions do not let alice read it"}
	}
	seen := ad.Account{Name: "svc", DN: "CN=svc,DC=contoso,DC=lab"}
	listed := hidden("msDS-AllowedToDelegateTo")
	listed.DelegatesTo = []string{spn} // garbled in part, and the entry came
	for _, c := range []struct {
		name string
		plan func() (Plan, error)
		kind ad.ProblemKind // "" for a plan
	}{
		{"a target of a hidden list", func() (Plan, error) { return DropTargetOf(hidden("msDS-AllowedToDelegateTo"), spn) }, ad.ProblemNoRight},
		{"a target of an empty list", func() (Plan, error) { return DropTargetOf(seen, spn) }, ad.ProblemUsage},
		{"a target that came", func() (Plan, error) { return DropTargetOf(listed, spn) }, ""},
		{"hidden flags, off", func() (Plan, error) { return Transition(hidden("userAccountControl"), false) }, ad.ProblemNoRight},
		{"hidden flags, on", func() (Plan, error) { return Transition(hidden("userAccountControl"), true) }, ad.ProblemNoRight},
		{"flags that are off", func() (Plan, error) { return Transition(seen, false) }, ad.ProblemUsage},
		{"flags that are off, on", func() (Plan, error) { return Transition(seen, true) }, ""},
		{"a principal of a hidden descriptor", func() (Plan, error) { return ShutOut(hidden("msDS-AllowedToActOnBehalfOfOtherIdentity"), "web", nil) }, ad.ProblemNoRight},
		{"a principal of no descriptor", func() (Plan, error) { return ShutOut(seen, "web", nil) }, ad.ProblemUsage},
		{"a principal that is there", func() (Plan, error) {
			return ShutOut(hidden("msDS-AllowedToActOnBehalfOfOtherIdentity"), "web", []string{sid})
		}, ""},
		{"hidden encryption types, deleted", func() (Plan, error) { return SetETypes(hidden("msDS-SupportedEncryptionTypes"), 0) }, ad.ProblemNoRight},
		{"encryption types that are not set, deleted", func() (Plan, error) { return SetETypes(seen, 0) }, ad.ProblemUsage},
		{"hidden encryption types, set", func() (Plan, error) { return SetETypes(hidden("msDS-SupportedEncryptionTypes"), 24) }, ""},
	} {
		p, err := c.plan()
		if c.kind == "" {
			if err != nil || len(p.Changes) == 0 {
				t.Errorf("%s: %+v %v", c.name, p.Changes, err)
			}
			continue
		}
		problem := ad.AsProblem(err, "", "")
		if err == nil || problem.Kind != c.kind || len(p.Changes) > 0 {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if nothing := problem.Do == "nothing needs to be written"; nothing != (c.kind == ad.ProblemUsage) {
			t.Errorf("%s: %s", c.name, problem.Do)
		}
	}
}
