package diag

import "testing"

// What is derived from facts is made once, and anew as soon as a fact changes.
func TestIndexFollowsItsFacts(t *testing.T) {
	kind, other := Kind[int]{Name: "index-test"}, Kind[int]{Name: "index-test-other"}
	s, built := NewSnapshot(), 0
	sum := func() int {
		return Index(s.Reader(), "sum", []string{kind.Name}, func(r *Reader) int {
			built++
			n := 0
			for _, f := range kind.All(r) {
				n += f.Value
			}
			return n
		})
	}
	kind.Put(s, Fact[int]{Subject: "a", Value: 1})
	first, second := sum(), sum()
	if first != 1 || second != 1 || built != 1 {
		t.Fatalf("built %d times", built)
	}
	other.Put(s, Fact[int]{Subject: "a", Value: 7}) // another kind's business
	kind.Put(s, Fact[int]{Subject: "b", Value: 2})
	if sum() != 3 || built != 2 {
		t.Errorf("sum %d, built %d times", sum(), built)
	}
	s.Forget(kind.For("a"))
	if sum() != 2 {
		t.Errorf("sum %d after one was forgotten", sum())
	}
	r := s.Reader()
	Index(r, "sum", []string{kind.Name}, func(*Reader) int { t.Error("built again"); return 0 })
	if got := r.Read(); len(got) != 1 || got[0] != kind.Name {
		t.Errorf("read %q", got)
	}
}
