package ui

import (
	"context"
	"fmt"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ui/screen"
)

// owner says who takes what a task brings.
type owner int

const (
	ofScreen     owner = iota // the screen of the frame that asked
	ofConnection              // the root: it changes who is logged in, and outlives the frame
	ofFile                    // the root: a file was written for the frame
)

// slot is where a task's results go. A slot holds one task: a new one cancels
// the old.
type slot struct {
	owner owner
	frame int
	name  string
}

// connectionSlot is the one slot of everything that changes the connection.
var connectionSlot = slot{owner: ofConnection}

// event is a message of a task. Its serial tells it from events of an earlier
// task in the same slot.
type event struct {
	slot   slot
	serial int
	epoch  int // of the login that the task began under
	effect screen.Effect
	body   any
	last   bool // the task has ended
	from   <-chan event
}

type running struct {
	serial   int
	name     string
	began    time.Time
	progress screen.Progress // the latest
	hidden   bool            // it is not shown yet
	epoch    int
	effect   screen.Effect
	cancel   context.CancelFunc
}

// tasks owns everything that runs outside the model.
type tasks struct {
	ctx    context.Context
	now    func() time.Time
	cancel context.CancelFunc
	wg     sync.WaitGroup
	serial int
	live   map[slot]*running
	order  []slot // of starting, for the line that says what runs
}

func newTasks(ctx context.Context, now func() time.Time) *tasks {
	ctx, cancel := context.WithCancel(ctx)
	return &tasks{ctx: ctx, now: now, cancel: cancel, live: map[slot]*running{}}
}

// start runs a task in a slot, cancelling what ran there, and returns the
// command that waits for its first event.
func (t *tasks) start(s slot, epoch int, task screen.Task) tea.Cmd {
	t.end(s)
	t.serial++
	serial := t.serial
	ctx, cancel := context.WithCancel(t.ctx)
	t.live[s] = &running{serial: serial, name: task.Name, began: t.now(), epoch: epoch, effect: task.Effect, hidden: task.Later, cancel: cancel}
	t.order = append(t.order, s)
	ch := make(chan event, 64)
	send := func(body any, last bool) {
		e := event{slot: s, serial: serial, epoch: epoch, effect: task.Effect, body: body, last: last, from: ch}
		stopped := ctx.Done()
		if last {
			stopped = t.ctx.Done() // the outcome of a cancelled task is still wanted
		}
		select {
		case ch <- e:
		case <-stopped:
		}
	}
	t.wg.Go(func() {
		defer close(ch)
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				send(screen.Failed{Text: fmt.Sprint(p)}, true)
			}
		}()
		send(task.Do(ctx, func(body any) { send(body, false) }), true)
	})
	return t.next(ch)
}

// next waits for a task's next event; nothing comes after its end or after the
// console has stopped.
func (t *tasks) next(ch <-chan event) tea.Cmd {
	return func() tea.Msg {
		select {
		case e, ok := <-ch:
			if ok {
				return e
			}
		case <-t.ctx.Done():
		}
		return nil
	}
}

// current says whether an event belongs to the task that holds its slot, and
// frees the slot at the task's end.
func (t *tasks) current(e event) bool {
	r := t.live[e.slot]
	if r == nil || r.serial != e.serial {
		return false
	}
	if e.last {
		t.forget(e.slot)
	}
	return true
}

func (t *tasks) forget(s slot) {
	delete(t.live, s)
	for i, o := range t.order {
		if o == s {
			t.order = append(t.order[:i], t.order[i+1:]...)
			return
		}
	}
}

// end cancels the task in a slot and drops what it may still say.
func (t *tasks) end(s slot) {
	if r := t.live[s]; r != nil {
		r.cancel()
		t.forget(s)
	}
}

// drop ends every task of a screen.
func (t *tasks) drop(frame int) {
	for s := range t.live {
		if s.owner == ofScreen && s.frame == frame {
			t.end(s)
		}
	}
}

// interrupt cancels the tasks of a screen but keeps listening: what they still
// say is what they found until then. It says whether there was one.
func (t *tasks) interrupt(frame int) bool {
	found := false
	for s, r := range t.live {
		if s.owner == ofScreen && s.frame == frame {
			r.cancel()
			found = true
		}
	}
	return found
}

// abort cancels the task in a slot but keeps listening.
func (t *tasks) abort(s slot) {
	if r := t.live[s]; r != nil {
		r.cancel()
	}
}

// outdate cancels what an earlier login began, except writes: those go to their
// end, and their outcome is wanted.
func (t *tasks) outdate(epoch int) {
	for s, r := range t.live {
		if s.owner == ofScreen && r.epoch != epoch && r.effect != screen.Write {
			r.cancel()
		}
	}
}

// latest is the task that a screen started last, nil when none runs.
func (t *tasks) latest(frame int) *running {
	for i := len(t.order) - 1; i >= 0; i-- {
		if s := t.order[i]; s.owner != ofConnection && s.frame == frame && !t.live[s].hidden {
			return t.live[s]
		}
	}
	return nil
}

// stop cancels everything and waits for it.
func (t *tasks) stop() {
	t.cancel()
	t.wg.Wait()
}
