package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"adwalk/ad"
)

// maxLine bounds one line. An account with thousands of SPNs makes long ones.
const maxLine = 4 << 20

// Read returns the changes in a directory's journal ("" for the usual one),
// oldest first, each with intent and outcome put together. Lines that cannot
// be read are reported and passed over. No journal is an empty one.
func Read(dir string) ([]Entry, []*ad.Problem, error) {
	name, err := path(dir)
	if err != nil {
		return nil, nil, err
	}
	f, err := open(name, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	defer f.Close()
	entries, damaged, err := parse(f)
	if err != nil {
		err = broken(name, err)
	}
	return entries, damaged, err
}

// parse reads lines and puts the two of each change together.
func parse(r io.Reader) ([]Entry, []*ad.Problem, error) {
	var (
		order   []string
		entries = map[string]*Entry{}
		damaged []*ad.Problem
	)
	in := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(in)
		if text := bytes.TrimSpace(line); len(text) > 0 {
			e, why := parseLine(text)
			switch known := entries[e.ID]; {
			case why != "":
				damaged = append(damaged, &ad.Problem{Kind: ad.ProblemProtocol, What: fmt.Sprintf("line %d of the journal cannot be read", n), Why: why})
			case known == nil:
				if e.Phase == Intent {
					e.Result = Unknown
				}
				entries[e.ID] = &e
				order = append(order, e.ID)
			case e.Phase == Outcome:
				merge(known, e)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, damaged, err
		}
	}
	slices.SortStableFunc(order, strings.Compare)
	out := make([]Entry, 0, len(order))
	for _, id := range order {
		out = append(out, *entries[id])
	}
	return out, damaged, nil
}

// merge adds an outcome to its intent.
func merge(e *Entry, outcome Entry) {
	e.Phase, e.Result, e.Problem, e.Note, e.USN, e.Finished = Outcome, outcome.Result, outcome.Problem, outcome.Note, outcome.USN, outcome.Time
	if outcome.Change.DN != "" { // as it was sent: a deleted value in the spelling that was there
		e.Change = outcome.Change
	}
	if outcome.Before != nil {
		e.Before = outcome.Before
	}
	if outcome.After != nil {
		e.After = outcome.After
	}
	if outcome.Server != "" {
		e.Server = outcome.Server
	}
}

func parseLine(b []byte) (Entry, string) {
	var e Entry
	switch err := json.Unmarshal(b, &e); {
	case len(b) >= maxLine:
		return Entry{}, "it is too long"
	case err != nil:
		return Entry{}, "it is not whole: " + err.Error()
	case e.ID == "" || e.Phase != Intent && e.Phase != Outcome:
		return Entry{}, "it is not an entry"
	}
	return e, ""
}

// readLine reads up to the next line end and keeps at most maxLine bytes.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) <= maxLine {
			line = append(line, part...)
		} else {
			line = append(line, part[:maxLine-len(line)]...)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// Find returns the change with the id.
func (j *Journal) Find(id string) (Entry, error) {
	f, err := open(j.name, os.O_RDONLY)
	if err != nil {
		return Entry{}, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	defer f.Close()
	entries, _, err := parse(f)
	if err != nil {
		return Entry{}, broken(j.name, err)
	}
	for _, e := range entries {
		if e.ID == id {
			return e, nil
		}
	}
	return Entry{}, &ad.Problem{Kind: ad.ProblemNotFound, What: fmt.Sprintf("the journal has no change %q", id), Why: "it lies at " + j.name, Do: "list the journal and copy the id"}
}
