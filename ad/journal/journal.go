package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"adwalk/ad"
)

// Journal appends to one file. It is safe for concurrent use, also by several
// programs: every line is written whole under a lock.
type Journal struct {
	name string
	mu   sync.Mutex
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
	if err := distrustDir(parent); err != nil {
		return nil, err
	}
	j := &Journal{name: name}
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
// disk, with room for the outcome. Without that nothing may be sent.
func (j *Journal) Begin(e Entry) (string, error) {
	now := time.Now().UTC()
	e.ID, e.Time, e.Phase = newID(now), now, Intent
	if e.Host == "" {
		e.Host, _ = os.Hostname()
	}
	return e.ID, j.append(e)
}

// End records what came of the change with the id.
func (j *Journal) End(id string, e Entry) error {
	e.ID, e.Time, e.Phase = id, time.Now().UTC(), Outcome
	return j.append(e)
}

// append writes one line and waits until it is on disk. A line that an earlier
// crash left unfinished is ended first, so that it spoils nothing but itself.
func (j *Journal) append(e Entry) error {
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
	if err := lock(f, lockWait); err != nil {
		p := broken(j.name, err)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			p.Do = "end what holds the file (fuser -v " + j.name + ") and try again; without a journal nothing is written"
		}
		return p
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
	return syncDir(filepath.Dir(j.name))
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

// syncDir makes sure that a new file's name is on disk as well.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return broken(dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return broken(dir, err)
	}
	return nil
}

// lockWait is how long another program may take over its line.
const lockWait = 5 * time.Second

// lock takes the file for one line; closing it gives it back. A program that
// sits on the lock is not waited for longer than limit.
func lock(f *os.File, limit time.Duration) error {
	for end := time.Now().Add(limit); ; time.Sleep(10 * time.Millisecond) {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return err
		case time.Now().After(end):
			return fmt.Errorf("another program has held it for %s: %w", limit, err)
		}
	}
}

func broken(name string, err error) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the journal cannot be written", Why: name + ": " + err.Error(),
		Do: "make room or correct the rights; without a journal nothing is written", Err: err}
}
