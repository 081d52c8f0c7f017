package journal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

// Journal appends to one file. It is safe for concurrent use, also by several
// programs: every line is written whole under a lock.
type Journal struct {
	name  string
	mu    sync.Mutex
	wait  time.Duration // for another program's line: lockWait
	stuck bool          // another program kept the lock for all of that: no more waiting
}

// Open prepares the journal in a directory, "" for the usual one, which is
// made when it is not there (mode 0700). A link, a foreign file or one that
// others may write is refused with a *ad.Problem.
func Open(dir string) (*Journal, error) {
	name, err := path(dir)
	if err != nil {
		return nil, err
	}
	parent := filepath.Dir(name)
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemRefused, What: "the journal's directory cannot be made", Why: err.Error(), Do: "set XDG_STATE_HOME to a place you may write", Err: err}
	}
	if err := safefile.CheckDir(parent); err != nil {
		return nil, ad.AsProblem(distrusted(err), ad.ProblemRefused, "the journal's directory cannot be used")
	}
	j := &Journal{name: name, wait: lockWait}
	f, err := j.open()
	if err != nil {
		return nil, err
	}
	return j, f.Close()
}

// Name is the file's path.
func (j *Journal) Name() string { return j.name }

func (j *Journal) open() (*os.File, error) {
	f, err := open(j.name, os.O_CREATE|os.O_APPEND|os.O_RDWR)
	if err == nil {
		return f, nil
	}
	return nil, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be opened")
}

// outcomeRoom is what Begin sets aside for the outcome's line, in bytes: both
// lists of an object with a thousand long names.
const outcomeRoom = 256 << 10

// Begin records what is about to be done and returns its id once it is on
// disk, with room for the outcome. Without that nothing may be sent. The error is
// a *ad.Problem, or that of ctx.
func (j *Journal) Begin(ctx context.Context, e Entry) (string, error) {
	return j.start(ctx, e, Intent)
}

// BeginPlan records all changes of a plan before the first of them and returns
// the plan's id, for Entry.Plan.
func (j *Journal) BeginPlan(ctx context.Context, e Entry) (string, error) {
	return j.start(ctx, e, Planned)
}

func (j *Journal) start(ctx context.Context, e Entry, phase string) (string, error) {
	now := time.Now().UTC()
	e.ID, e.Time, e.Phase, e.PID = newID(now), now, phase, os.Getpid()
	if e.Host == "" {
		e.Host, _ = os.Hostname()
	}
	return e.ID, j.append(ctx, e)
}

// End records the result of the change with the id, also for an operator who
// has stopped waiting.
func (j *Journal) End(id string, e Entry) error {
	e.ID, e.Time, e.Phase = id, time.Now().UTC(), Outcome
	return j.append(context.Background(), e)
}

// Settle records what the directory showed later about the change with the id.
func (j *Journal) Settle(ctx context.Context, id string, e Entry) error {
	e.ID, e.Time, e.Phase = id, time.Now().UTC(), Settled
	return j.append(ctx, e)
}

// append writes one line and waits until it is on disk. A line that an earlier
// crash left unfinished is ended first, so that it spoils nothing but itself.
func (j *Journal) append(ctx context.Context, e Entry) error {
	e.Exact = e.exactly()
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("journal entry: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	f, err := j.open()
	if err != nil {
		return err
	}
	defer f.Close()
	if err := j.lock(ctx, f); err != nil {
		return err
	}
	if e.Phase == Intent || e.Phase == Planned {
		if info, err := f.Stat(); err != nil || info.Size() > MaxSize {
			return cmp.Or(err, tooLarge(j.name))
		}
	}
	if e.Phase == Intent {
		if err := reserve(f, int64(len(line))+outcomeRoom); err != nil {
			return broken(j.name, err)
		}
	}
	if torn(f) {
		line = append([]byte{'\n'}, line...)
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		return broken(j.name, err)
	}
	if err := f.Sync(); err != nil {
		return broken(j.name, err)
	}
	if err := safefile.SyncDir(filepath.Dir(j.name)); err != nil {
		return broken(j.name, err)
	}
	return nil
}

// lockWait is how long another program may take over its line.
const lockWait = 5 * time.Second

// lock takes the file for one line; closing it releases it. A program that kept
// the lock for all of lockWait once is not waited for again, or a plan of many
// changes would hang for minutes.
func (j *Journal) lock(ctx context.Context, f *os.File) error {
	limit := j.wait
	if j.stuck {
		limit = 0
	}
	err := safefile.Lock(ctx, f, limit)
	switch {
	case err == nil:
		j.stuck = false
		return nil
	case ctx.Err() != nil:
		return &ad.Problem{Kind: ad.ProblemCancelled, What: "waiting for the journal", Why: "stopped; nothing was sent", Do: "start again to continue", Err: err}
	}
	p := broken(j.name, err)
	if errors.Is(err, safefile.ErrLocked) {
		j.stuck = true
		p.Do = "end the program that holds the file (" + holderCommand(j.name) + ") and try again; without a journal nothing is written"
	}
	return p
}

// torn says whether the file does not end in a whole line.
func torn(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	var last [1]byte
	_, err = f.ReadAt(last[:], info.Size()-1)
	return err == nil && last[0] != '\n'
}

func broken(name string, err error) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the journal cannot be written", Why: name + ": " + err.Error(),
		Do: "free disk space or correct the rights; without a journal nothing is written", Err: err}
}
