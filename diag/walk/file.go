package walk

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"adwalk/ad"
	"adwalk/diag"
)

// Bounds of a saved walk that is read.
const (
	MaxBytes  = 256 << 20
	MaxEvents = 100_000
)

const (
	format  = "adwalk walk"
	version = 1
)

// line is one line of a saved walk: the head, an event, or a fact.
type line struct {
	Format  string       `json:"format,omitempty"`
	Version int          `json:"version,omitempty"`
	Guide   string       `json:"guide,omitempty"`
	Event   *Event       `json:"event,omitempty"`
	Fact    *diag.Stored `json:"fact,omitempty"`
}

// Save writes a walk as lines of JSON: a head, its events, and the facts that
// it knows at the end. It holds pasted texts and names; write it where only the
// operator reads.
func (w *Walk) Save(to io.Writer) error {
	list, err := w.Snapshot().Dump()
	if err != nil {
		return err
	}
	buf := bufio.NewWriter(to)
	e := json.NewEncoder(buf)
	if err := e.Encode(line{Format: format, Version: version, Guide: w.guide.ID}); err != nil {
		return err
	}
	for _, ev := range w.Events() {
		if err := e.Encode(line{Event: &ev}); err != nil {
			return err
		}
	}
	for _, f := range list {
		if err := e.Encode(line{Fact: &f}); err != nil {
			return err
		}
	}
	return buf.Flush()
}

// Saved is a walk as a file holds it, for Resume.
type Saved struct {
	Guide  string // ID
	Events []Event
	Facts  *diag.Snapshot
}

// Load reads what Save wrote. What is no such file, is of a later version or
// too large is refused with a *ad.Problem.
func Load(r io.Reader) (Saved, error) {
	bad := func(why string, err error) (Saved, error) {
		return Saved{}, &ad.Problem{Kind: ad.ProblemUsage, What: "the saved walk cannot be read", Why: why, Do: "walk again from the start", Err: err}
	}
	limited := &io.LimitedReader{R: r, N: MaxBytes + 1}
	d := json.NewDecoder(limited)
	out := Saved{Facts: diag.NewSnapshot()}
	for n := 0; ; n++ {
		var l line
		err := d.Decode(&l)
		switch {
		case limited.N <= 0:
			return bad(fmt.Sprintf("it is larger than %d MB", MaxBytes>>20), nil)
		case err == io.EOF && n > 0:
			return out, nil
		case err != nil:
			return bad("it is not JSON of the expected shape: "+err.Error(), err)
		case n == 0 && (l.Format != format || l.Guide == ""):
			return bad("it is no saved walk", nil)
		case n == 0 && l.Version != version:
			return bad(fmt.Sprintf("its version is %d, and this program reads %d", l.Version, version), nil)
		case n == 0:
			out.Guide = l.Guide
		case l.Event != nil && !l.Event.whole():
			return bad(fmt.Sprintf("line %d holds an event without its content", n+1), nil)
		case l.Event != nil && len(out.Events) >= MaxEvents:
			return bad(fmt.Sprintf("it holds more than %d events", MaxEvents), nil)
		case l.Event != nil:
			out.Events = append(out.Events, *l.Event)
		case l.Fact != nil:
			if err := out.Facts.Restore(*l.Fact); err != nil {
				return bad(err.Error(), err)
			}
		}
	}
}

// whole says whether an event has what its kind needs.
func (e Event) whole() bool {
	switch e.Kind {
	case Given:
		return e.Input != nil
	case Answered:
		return e.Answer != nil
	case Decided:
		return e.Decision != nil
	case Changed, Undone:
		return e.Change != nil
	}
	return true
}
