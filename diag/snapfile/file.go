package snapfile

import (
	"encoding/json"
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
	limited := &io.LimitedReader{R: r, N: MaxBytes + 1}
	var f file
	if err := json.NewDecoder(limited).Decode(&f); err != nil {
		if limited.N <= 0 {
			return bad(fmt.Sprintf("the file is larger than %d MB", MaxBytes>>20), nil)
		}
		return bad("it is not JSON of the expected shape: "+err.Error(), err)
	}
	switch {
	case f.Format != format:
		return bad("it is not a file of facts", nil)
	case f.Version != Version:
		return bad(fmt.Sprintf("its version is %d, and this program reads %d", f.Version, Version), nil)
	case len(f.Facts) > MaxFacts:
		return bad(fmt.Sprintf("it holds more than %d facts", MaxFacts), nil)
	}
	s := diag.NewSnapshot()
	for _, fact := range f.Facts {
		if err := s.Restore(fact); err != nil {
			return bad(err.Error(), err)
		}
	}
	return s, nil
}
