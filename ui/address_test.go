package ui_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

// A walk that needs an answer while another screen is in front asks when it is
// in front itself, and the answer reaches it.
func TestADialogWaitsForItsOwnScreen(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Gate = make(chan struct{})
	b := uitest.Console(f)
	needs := uitest.Guide()
	needs.Inputs[0].Discover = nil // so that the walk ends by asking for the array
	b.Guides[0] = needs
	d := uitest.New(t, b, clock, 80, 24)
	d.Key("enter")
	d.Press(":")
	d.Type("journal")
	d.Key("enter")
	close(f.Gate)
	d.Settle()
	d.Sees("Journal")
	d.Lacks("Array name")
	d.Press("down", "enter", "esc")
	d.Sees("── Array name", "enter OK")
	d.Type("outlook.contoso.lab")
	d.Press("enter")
	d.Lacks("── Array name")
	d.Sees("step")
}

// What an earlier login asked for does not appear under the next one, and every
// open screen asks again as the new one.
func TestANewLoginReachesEveryScreen(t *testing.T) {
	clock := uitest.NewClock()
	deps, _, _ := asking(clock)
	slow := &waiting{Forest: uitest.NewForest(clock), gate: make(chan struct{})}
	deps.Directory = slow
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("s")
	d.Type("http/mail*")
	d.Key("enter") // waits as alice
	d.Key(":")
	d.Write("tickets")
	d.Key("enter")
	d.Until("FILE:/tmp/krb5cc_1000")
	d.Key("L")
	d.Key("p")
	d.Write("bob")
	d.Key("enter")
	d.Write("Secret-1")
	d.Key("enter")
	d.Until("bob  TLS")
	const searches = 2 // of the domain and of the catalogue
	for deadline := time.Now().Add(20 * time.Second); slow.cancelled.Load() < searches && time.Now().Before(deadline); {
		runtime.Gosched() // those of alice end before anything is answered
	}
	close(slow.gate)
	d.Settle()
	d.Press("esc")
	d.Sees("SPNs › http/mail*", "1 row", "CASARRAY-ASA$")
	if asked, cancelled := slow.asked.Load(), slow.cancelled.Load(); asked != 2*cancelled || cancelled == 0 {
		t.Errorf("%d searches, %d of them cancelled", asked, cancelled)
	}
}

// waiting is a directory that answers when its gate opens.
type waiting struct {
	*uitest.Forest
	gate             chan struct{}
	asked, cancelled atomic.Int32
}

func (w *waiting) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	w.asked.Add(1)
	select {
	case <-w.gate:
	case <-ctx.Done():
		w.cancelled.Add(1)
		return ad.Coverage{}, ctx.Err()
	}
	return w.Forest.Search(ctx, q, yield)
}

// A note stays with the screen that said it.
func TestANoteBelongsToItsScreen(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	gate := make(chan struct{})
	b.OnSave = func(string, string) *ad.Problem { <-gate; return nil }
	b.OnLog = func() []ui.LogLine { return logLines(clock) }
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("l", ":")
	d.Type("save out.txt")
	d.Key("enter")
	d.Key(":")
	d.Write("journal")
	d.Key("enter")
	close(gate)
	d.Settle()
	d.Sees("Journal")
	d.Lacks("saved to out.txt")
	d.Press("esc")
	d.Sees("Log", "saved to out.txt")
}
