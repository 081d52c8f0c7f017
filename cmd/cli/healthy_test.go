package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// healthyState is a state of a forest that looks odd and works: nothing may be planned
// for it, and nothing written.
type healthyState struct {
	name  string
	build func(f *foreignForest)
	walks []healthyWalk
}

// healthyWalk is one walk over a healthy state, with the answers that an operator gives.
type healthyWalk struct {
	guide string
	set   []string // "KEY=VALUE", with {stem}, {realm}, {file} and {web} as in a foreignAsk
	// may are codes that are true of the state and ask for no change.
	may []string
	// open says that something stays unknown for a reason that the state names.
	open bool
}

// TestNothingIsAppliedToAHealthyForest walks every healthy state with --apply, as an
// administrator whom the directory would refuse nothing, and holds what reached the
// directory against nothing: by a proxy that decodes each request, by Samba's own audit
// and by the journal.
func TestNothingIsAppliedToAHealthyForest(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	all := !racing || full()
	var options []adtest.Option
	if all {
		options = append(options, adtest.Audited) // a domain controller of its own
	}
	dc := adtest.Samba(t, options...)
	proxy := adtest.NewLDAPProxy(t, dc.LDAPS, dc.CAFile)
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	admin := adtest.Account{DN: "CN=Administrator,CN=Users," + dc.BaseDN, Name: dc.AdminUser, Principal: dc.AdminUser + "@" + dc.Realm, Password: dc.AdminPassword}
	connect := append(on(dc, admin, proxy.URL, dc.LDAPS), "--json", "--apply", "--yes")
	walks, built := 0, 0
	run := func(t *testing.T, f *foreignForest, w healthyWalk) {
		args := []string{"walk", w.guide}
		for _, s := range w.set {
			args = append(args, "--set", f.fill(s))
		}
		walks++
		before := len(dc.Changes())
		exit, answer, errs := command(t, append(args, connect...)...)
		var a struct {
			Findings []struct{ Code, Subject string }
			Unknown  []struct{ Code, Subject string }
			Plan     struct {
				Changes []any
				Ask     []any
			}
			Applied []any
		}
		if err := json.Unmarshal([]byte(answer), &a); err != nil {
			t.Fatalf("%q: exit %d: %v: %s", args, exit, err, errs)
		}
		if all && before == 0 {
			t.Fatal("the audit has not even what the test changed")
		}
		if changed := dc.Changes()[before:]; len(changed) > 0 {
			t.Errorf("%q changed the directory: %v", args, changed)
		}
		said := heard(answer)
		wrong := slices.DeleteFunc(slices.Clone(said), func(o outcome) bool { return o.sort == "U" || slices.Contains(w.may, o.code) })
		if len(wrong) > 0 || len(a.Plan.Changes)+len(a.Applied) > 0 {
			t.Errorf("%q: false alarms %v; planned %v, applied %v", args, wrong, a.Plan.Changes, a.Applied)
		}
		if exit != app.ExitOK && !(w.open && exit == app.ExitUnknown) && (len(w.may) == 0 || exit == app.ExitUnknown) {
			t.Errorf("%q: exit %d, said %v %s", args, exit, said, errs)
		}
	}
	var last *foreignForest
	for i, s := range healthyStates {
		if !all && i%16 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			f := &foreignForest{DC: dc, t: t, stem: fmt.Sprintf("h%02d", i), as: admin}
			s.build(f)
			last = f
			built++
			for _, w := range s.walks {
				run(t, f, w)
			}
		})
	}
	if all { // over everything that was built
		for _, w := range healthyForest {
			t.Run("the whole forest/"+w.guide, func(t *testing.T) { run(t, last, w) })
		}
	}

	for op, n := range proxy.Seen() {
		if !slices.Contains(reads, op) {
			t.Errorf("%d × %s reached the directory", n, op)
		}
	}
	journals, err := filepath.Glob(filepath.Join(state, "*", "*"))
	if err != nil || len(journals) > 0 {
		t.Errorf("a journal was begun: %v %v", journals, err)
	}
	t.Logf("healthy: %d walks over %d states, %d modify requests, false alarms in none: %t", walks, built, proxy.Seen()["modify"], !t.Failed())
}
