package snapfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"adwalk/ad"
	"adwalk/diag"
)

// Version is the format's; a later one is refused rather than misread.
const Version = 1

// Bounds of a file that is read.
const (
	MaxBytes = 256 << 20
	MaxFact  = 32 << 20 // one fact: decoding it takes several times its size
	MaxFacts = 500_000
)

type file struct {
	Format   string        `json:"format"`
	Version  int           `json:"version"`
	Redacted int           `json:"redacted,omitempty"` // how many values were masked
	Facts    []diag.Stored `json:"facts"`
}

const format = "adwalk facts"

// Save writes every fact of the snapshot.
func Save(w io.Writer, s *diag.Snapshot) error {
	list, err := s.Dump()
	if err != nil {
		return err
	}
	return write(w, list, 0)
}

// SaveRedacted writes every fact with names and addresses masked, and says what
// was masked.
func SaveRedacted(w io.Writer, s *diag.Snapshot) (Counts, error) {
	list, err := s.Dump()
	if err != nil {
		return Counts{}, err
	}
	list, counts, err := Redact(list)
	if err != nil {
		return counts, err
	}
	return counts, write(w, list, counts.Total())
}

func write(w io.Writer, list []diag.Stored, redacted int) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if list == nil {
		list = []diag.Stored{}
	}
	return e.Encode(file{Format: format, Version: Version, Redacted: redacted, Facts: list})
}

// Load reads a file into a new snapshot. Facts of kinds that this program does
// not know are refused, as is anything that is no such file: the error is a
// *ad.Problem.
func Load(r io.Reader) (*diag.Snapshot, error) {
	bad := func(why string, err error) (*diag.Snapshot, error) {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "the facts cannot be read", Why: why, Do: "give a file that --save-facts wrote", Err: err}
	}
	limited := &budget{r: r, total: MaxBytes}
	f, err := read(limited)
	switch {
	case err == nil:
	case limited.total < 0:
		return bad(fmt.Sprintf("the file is larger than %d MB", MaxBytes>>20), nil)
	case limited.part < 0:
		return bad(fmt.Sprintf("one of its facts is larger than %d MB", MaxFact>>20), nil)
	case errors.Is(err, errMany):
		return bad(err.Error(), nil)
	default:
		return bad("it is not JSON of the expected shape: "+err.Error(), err)
	}
	switch {
	case f.Format != format:
		return bad("it is not a file of facts", nil)
	case f.Version != Version:
		return bad(fmt.Sprintf("its version is %d, and this program reads %d", f.Version, Version), nil)
	}
	s := diag.NewSnapshot()
	for _, fact := range f.Facts {
		if err := s.Restore(fact); err != nil {
			return bad(err.Error(), err)
		}
	}
	return s, nil
}

var errMany = fmt.Errorf("it is too large: more than %d facts", MaxFacts)

// budget bounds what is read: in all, and since the last fact.
type budget struct {
	r           io.Reader
	total, part int64 // bytes left; below zero once more was wanted
}

func (b *budget) Read(p []byte) (int, error) {
	if left := min(b.total, b.part); int64(len(p)) > left {
		if left == 0 {
			if b.total == 0 {
				b.total--
			}
			if b.part == 0 {
				b.part--
			}
		}
		if left <= 0 {
			return 0, errors.New("too large")
		}
		p = p[:left]
	}
	n, err := b.r.Read(p)
	b.total, b.part = b.total-int64(n), b.part-int64(n)
	return n, err
}

// read takes a file apart, fact by fact, so that no more than one is held as text.
func read(from *budget) (file, error) {
	var f file
	from.part = MaxFact
	d := json.NewDecoder(from)
	if err := delim(d, '{'); err != nil {
		return f, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return f, err
		}
		var to any
		switch name {
		case "format":
			to = &f.Format
		case "version":
			to = &f.Version
		case "redacted":
			to = &f.Redacted
		case "facts":
			if f.Facts, err = readFacts(d, from); err != nil {
				return f, err
			}
			continue
		default:
			to = new(json.RawMessage)
		}
		if err := d.Decode(to); err != nil {
			return f, err
		}
	}
	return f, delim(d, '}')
}

func readFacts(d *json.Decoder, from *budget) ([]diag.Stored, error) {
	first, err := d.Token()
	if err != nil || first == nil { // null is none
		return nil, err
	}
	if first != json.Delim('[') {
		return nil, errors.New("facts is no list")
	}
	var out []diag.Stored
	for d.More() {
		if len(out) == MaxFacts {
			return nil, errMany
		}
		from.part = MaxFact
		var one diag.Stored
		if err := d.Decode(&one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	from.part = MaxFact
	return out, delim(d, ']')
}

func delim(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v stands where %v should", got, want)
	}
	return err
}
