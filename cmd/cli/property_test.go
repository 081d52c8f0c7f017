package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/ad/editor"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/diag/fix"

	"adwalk/ad/directory"
)

// TestRandomPlansComeBack applies random plans in the lab and undoes them: the
// directory has the exact set again each time. ADWALK_FULL=1 makes 5,000 plans.
func TestRandomPlansComeBack(t *testing.T) {
	plans := 150
	switch {
	case full():
		plans = 5000
	case testing.Short():
		plans = 10
	case racing:
		plans = 50
	}
	m := labMatrix(t)
	conn := m.dir.(*directory.Conn)
	random := rand.New(rand.NewPCG(uint64(os.Getpid()), 7))
	t.Logf("seed %d, 7", os.Getpid())
	changes := 0
	for i := range plans {
		// A journal of its own now and then: each undo reads all of it.
		dir := filepath.Join(t.TempDir(), fmt.Sprint(i/20))
		j, err := journal.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		e := editor.New(conn, j, editor.Options{Operator: "tester"})
		before := m.holds(t)
		p := m.random(t, random, i)
		var made []fix.Undone
		fix.Apply(t.Context(), p, e, func(out ad.ChangeOutcome) {
			if out.Done && !out.Already {
				made = append(made, fix.Undone{ID: out.ID, Change: out.Change})
			}
		})
		changes += len(made)
		if after := m.holds(t); len(made) > 0 && after == before && len(fix.Undo("", made).Changes) > 0 {
			t.Fatalf("%+v changed nothing", p.Changes)
		}
		if problem := fix.Apply(t.Context(), fix.Undo("undo", made), e, nil); problem != nil {
			t.Fatalf("undoing %+v: %v", p.Changes, problem)
		}
		if now := m.holds(t); now != before {
			t.Fatalf("%+v\nthere is\n%s\nand there was\n%s", p.Changes, now, before)
		}
	}
	t.Logf("%d plans with %d changes", plans, changes)
}

// random is a plan of one to five changes.
func (m matrix) random(t *testing.T, r *rand.Rand, n int) fix.Plan {
	t.Helper()
	var all []ad.Account
	for _, dn := range m.watched {
		a, err := lookup.Resolve(t.Context(), m.dir, dn)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	pick := func() ad.Account { return all[r.IntN(len(all))] }
	plan := fix.Plan{Title: "random"}
	used := map[string]bool{} // one change of a part is enough
	for range 1 + r.IntN(5) {
		a, b := pick(), pick()
		var p fix.Plan
		var err error
		part := ""
		switch r.IntN(7) {
		case 0:
			p, err = fix.AddSPN(fmt.Sprintf("http/p%d-%d.contoso.lab", n, r.IntN(1000)), a, nil)
		case 1:
			if spn := m.alone(t, r, a); spn != "" {
				part, p = spn, fix.DeleteSPN(spn, a, []ad.Account{a})
			}
		case 2:
			if spn := m.alone(t, r, a); spn != "" {
				part = spn
				p, err = fix.MoveSPN(spn, a, b, []ad.Account{a})
			}
		case 3:
			p, err = fix.AllowTargetOf(a, fmt.Sprintf("http/t%d.contoso.lab", r.IntN(1000)))
		case 4:
			part = a.DN + "flag"
			p, err = fix.Transition(a, !a.UAC.Has(ad.UACTrustedToAuth))
		case 5:
			part = a.DN + b.SID
			p, err = fix.LetIn(a, b)
			if slices.Contains(a.ActOnBehalf, b.SID) {
				p, err = fix.ShutOut(a, b.Name, []string{b.SID})
			}
		case 6:
			part = a.DN + "types"
			p, err = fix.SetETypes(a, []ad.SupportedETypes{0, 8, 16, 24, 28}[r.IntN(5)])
		}
		if err != nil || part != "" && used[part] {
			continue
		}
		used[part] = true
		plan.Changes = append(plan.Changes, p.Changes...)
	}
	return plan
}

// alone is one of the account's SPNs that no other account has, "" for none: a duplicate
// that is deleted cannot come back.
func (m matrix) alone(t *testing.T, r *rand.Rand, a ad.Account) string {
	t.Helper()
	if len(a.SPNs) == 0 {
		return ""
	}
	spn := a.SPNs[r.IntN(len(a.SPNs))]
	owners, _, err := lookup.Owners(t.Context(), m.dir, spn)
	if err != nil {
		t.Fatal(err)
	}
	if len(owners) != 1 {
		return ""
	}
	return spn
}
