package walk

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// However a walk went, what is left of its events adds up to the same state, and is no
// longer for having been asked again.
func TestCompactingChangesNothing(t *testing.T) {
	g := guide.Guide{ID: "g", Steps: []guide.Step{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
	r := rand.New(rand.NewPCG(5, 7))
	one := func(n int) string { return strconv.Itoa(r.IntN(n)) }
	for range 3000 {
		var events []Event
		add := func(e Event) {
			e.Seq = len(events) + 1
			events = append(events, e)
		}
		visit := func(cut bool) {
			for _, st := range g.Steps {
				if r.IntN(4) == 0 {
					continue
				}
				add(Event{Kind: StepBegan, Step: st.ID})
				if cut && r.IntN(3) == 0 {
					break
				}
				add(Event{Kind: StepEnded, Step: st.ID, Result: &guide.StepResult{ID: st.ID, Title: one(100), Status: diag.Pass}})
			}
			if cut {
				add(Event{Kind: Stopped, Problem: &ad.Problem{What: one(100)}})
				return
			}
			add(Event{Kind: Judged, Findings: []diag.Finding{{Code: one(100)}}, Plan: &fix.Plan{Title: one(100)}})
			add(Event{Kind: Ended})
		}
		add(Event{Kind: Began, Epoch: "1", Guide: "g"})
		for range 1 + r.IntN(9) {
			switch r.IntN(9) {
			case 0:
				add(Event{Kind: Began, Epoch: one(3), Guide: "g"})
				visit(r.IntN(3) == 0)
			case 1:
				add(Event{Kind: Given, Input: &Input{Key: one(3), Value: one(9), Source: ad.Source{Kind: []string{"operator", derived}[r.IntN(2)]}, Gone: r.IntN(4) == 0}})
			case 2:
				add(Event{Kind: Answered, Answer: &Answer{Item: one(3), Yes: true, Gone: r.IntN(4) == 0}})
			case 3:
				add(Event{Kind: Rechecking})
				add(Event{Kind: Changed, Change: &ad.ChangeOutcome{ID: one(9), Done: r.IntN(2) == 0}})
				add(Event{Kind: Written})
				add(Event{Kind: Verifying})
				visit(false)
				add(Event{Kind: Verified, Verdict: &Verdict{}})
			case 4:
				add(Event{Kind: EpochEnded, Problem: &ad.Problem{What: "over"}})
			case 5:
				add(Event{Kind: Decided, Decision: &Decision{Subject: one(3), Choice: one(3)}})
			default:
				visit(r.IntN(3) == 0)
			}
		}
		if k := events[len(events)-1].Kind; k != Ended && k != Stopped {
			visit(false)
		}
		left := compact(events)
		if want, got := Replay(g, events), Replay(g, left); !reflect.DeepEqual(got, want) {
			t.Fatalf("of %+v\nthere is left %+v:\n%+v\ninstead of\n%+v", events, left, got, want)
		}
		if twice := compact(left); !reflect.DeepEqual(twice, left) {
			t.Fatalf("%+v, then %+v", left, twice)
		}
	}
	var day []Event
	for range 720 {
		for _, st := range g.Steps {
			day = append(day, Event{Kind: StepBegan, Step: st.ID}, Event{Kind: StepEnded, Step: st.ID, Result: &guide.StepResult{ID: st.ID}})
		}
		day = compact(append(day, Event{Kind: Judged}, Event{Kind: Ended}))
	}
	if len(day) > 3*len(g.Steps)+3 {
		t.Errorf("%d events after a day", len(day))
	}
}
