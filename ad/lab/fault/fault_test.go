package fault

import (
	"testing"

	"adwalk/ad/lab/forest"
)

func TestEveryFaultCanBePutIn(t *testing.T) {
	seen := map[string]bool{}
	for i, x := range All() {
		if seen[x.Name] {
			t.Errorf("two faults are called %s", x.Name)
		}
		seen[x.Name] = true
		if i%5 != 0 {
			continue // a sample: .ci/diagnosis walks each of them
		}
		f, err := forest.Contoso(nil)
		if err != nil {
			t.Fatal(err)
		}
		x.Inject(f)
		if f.Err() != nil {
			t.Errorf("%s: %v", x.Name, f.Err())
		}
		if len(f.Seeded) != 1 || x.Code == "" || x.Words == "" || x.Verdict == "" {
			t.Errorf("%s does not say what must be found", x.Name)
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d single faults; the corpus wants 60", len(seen))
	}
	t.Log(len(seen), "faults", len(Pairs(0)), "pairs")
}

func TestPairsCombine(t *testing.T) {
	pairs := Pairs(300)
	if len(pairs) < 200 {
		t.Errorf("%d pairs; the corpus wants 200", len(pairs))
	}
	for i, p := range pairs {
		if i%20 != 0 {
			continue // a sample: .ci/diagnosis walks two hundred
		}
		f, err := forest.Contoso(nil)
		if err != nil {
			t.Fatal(err)
		}
		p[0].Inject(f)
		p[1].Inject(f)
		if f.Err() != nil {
			t.Errorf("%s with %s: %v", p[0].Name, p[1].Name, f.Err())
		}
	}
}

func TestVariantsSeedNothing(t *testing.T) {
	all := Variants()
	if len(all) < 20 {
		t.Errorf("%d healthy variants; the corpus wants 20", len(all))
	}
	for i, v := range all {
		if testing.Short() && i%5 != 0 {
			continue
		}
		f, err := forest.Contoso(nil)
		if err != nil {
			t.Fatal(err)
		}
		v.Apply(f)
		if f.Err() != nil || len(f.Seeded) > 0 {
			t.Errorf("%s: %v %v", v.Name, f.Err(), f.Seeded)
		}
	}
	t.Log(len(all), "variants")
}
