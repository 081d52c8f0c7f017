package journal

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"adwalk/ad"
)

// maxLine bounds one line. An account with thousands of SPNs makes long ones.
const maxLine = 4 << 20

// MaxSize bounds a journal, in bytes: a hundred thousand changes. A larger one is
// neither read nor written, so that what is written can always be undone.
const MaxSize = 128 << 20

// maxDamaged bounds the lines that are told of one by one.
const maxDamaged = 100

// tooLarge is why a journal is not used.
func tooLarge(name string) error {
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the journal is too large", Why: fmt.Sprintf("%s is larger than %d MB", name, MaxSize>>20),
		Do: "move it away and keep it; the next change begins a new one"}
}

// Contents is a journal as it was read.
type Contents struct {
	Entries []Entry          // the changes, oldest first, each put together from its lines
	Plans   map[string]Entry // by id
	Damaged []*ad.Problem    // lines that cannot be read; they were passed over
	Owner   string           // of the file, where it is another user's: see LoadHome
}

// Read returns the changes in a directory's journal ("" for the usual one) as
// Load does, and the lines that cannot be read.
func Read(dir string) ([]Entry, []*ad.Problem, error) {
	c, err := Load(dir)
	return c.Entries, c.Damaged, err
}

// Load reads a directory's journal, "" for the usual one. No journal is an empty
// one. The error is a *ad.Problem.
func Load(dir string) (Contents, error) {
	name, err := path(dir)
	if err != nil {
		return Contents{}, err
	}
	f, err := open(name, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return Contents{}, nil
	}
	if err != nil {
		return Contents{}, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	defer f.Close()
	c, err := parseFile(f, name)
	if err != nil {
		err = ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	return c, err
}

// parseFile is parse for a file that is not too large.
func parseFile(f *os.File, name string) (Contents, error) {
	info, err := f.Stat()
	if err != nil {
		return Contents{}, err
	}
	if info.Size() > MaxSize {
		return Contents{}, tooLarge(name)
	}
	return parse(io.LimitReader(f, MaxSize)) // it may grow meanwhile
}

// parse reads lines and puts those of each change together.
func parse(r io.Reader) (Contents, error) {
	c := Contents{Plans: map[string]Entry{}}
	entries := map[string]*Entry{}
	damaged := 0
	in := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(in)
		if text := bytes.TrimSpace(line); len(text) > 0 {
			if why := c.take(entries, text); why != "" {
				if damaged++; damaged <= maxDamaged {
					c.Damaged = append(c.Damaged, &ad.Problem{Kind: ad.ProblemProtocol, What: fmt.Sprintf("line %d of the journal cannot be read", n), Why: why})
				}
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return Contents{Damaged: c.Damaged}, err
		}
	}
	if damaged > maxDamaged {
		c.Damaged = append(c.Damaged, &ad.Problem{Kind: ad.ProblemProtocol, What: fmt.Sprintf("%d more lines of the journal cannot be read", damaged-maxDamaged), Why: "they are passed over"})
	}
	// An id tells milliseconds only: of two changes within one, the times tell which was
	// first, and an undo goes backwards.
	order := slices.SortedFunc(maps.Values(entries), func(a, b *Entry) int {
		return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.ID, b.ID))
	})
	at := map[string]int{}
	for i, e := range order {
		e.Exact, at[e.ID] = e.exactly(), i
		c.Entries = append(c.Entries, *e)
	}
	for _, e := range c.Entries {
		if undone := entries[e.Undoes]; undone != nil && (e.Result == Done || e.Result == Already) {
			c.Entries[at[e.Undoes]].UndoneBy = e.ID
		}
	}
	return c, nil
}

// take adds one line to what was read, or says why it cannot be used.
func (c *Contents) take(entries map[string]*Entry, text []byte) (why string) {
	e, why := parseLine(text)
	if why != "" {
		return why
	}
	e.UndoneBy = ""
	switch known := entries[e.ID]; {
	case e.Phase == Planned:
		c.Plans[e.ID] = e
	case known == nil:
		if e.Phase == Intent {
			e.Result = Unknown
		}
		entries[e.ID] = &e
	case e.Phase == Outcome:
		known.merge(e)
	case e.Phase == Settled:
		known.settle(e)
	}
	return ""
}

// merge adds an outcome to its intent.
func (e *Entry) merge(outcome Entry) {
	e.Phase, e.Result, e.Problem, e.USN, e.Finished = Outcome, outcome.Result, outcome.Problem, outcome.USN, outcome.Time
	e.add(outcome)
}

// settle adds what was found later. The latest look counts, but nothing found
// later puts a change in doubt whose result was known.
func (e *Entry) settle(found Entry) {
	if e.Phase == Outcome && !e.Open() {
		return
	}
	e.Phase, e.Result, e.Found = Settled, found.Result, found.Time
	if !e.Open() {
		e.Problem = nil
	}
	e.add(found)
}

func (e *Entry) add(later Entry) {
	e.Note = later.Note
	if later.Change.DN != "" { // as it was sent: a deleted value in the spelling that was there
		e.Change = later.Change
	}
	if later.Before != nil {
		e.Before = later.Before
	}
	if later.After != nil {
		e.After = later.After
	}
	if later.Server != "" {
		e.Server = later.Server
	}
}

func parseLine(b []byte) (Entry, string) {
	var e Entry
	switch err := json.Unmarshal(b, &e); {
	case len(b) >= maxLine:
		return Entry{}, "it is too long"
	case err != nil:
		return Entry{}, "it is not whole: " + err.Error()
	case e.ID == "" || !slices.Contains([]string{Planned, Intent, Outcome, Settled}, e.Phase):
		return Entry{}, "it is not an entry"
	case !e.restore():
		return Entry{}, "its exact values are not those that it shows: it was edited"
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

// Contents reads the journal.
func (j *Journal) Contents() (Contents, error) {
	f, err := open(j.name, os.O_RDONLY)
	if err != nil {
		return Contents{}, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	defer f.Close()
	c, err := parseFile(f, j.name)
	if err != nil {
		return Contents{}, ad.AsProblem(err, ad.ProblemRefused, "the journal cannot be read")
	}
	return c, nil
}

// Find returns the change with the id.
func (j *Journal) Find(id string) (Entry, error) {
	c, err := j.Contents()
	if err != nil {
		return Entry{}, err
	}
	for _, e := range c.Entries {
		if e.ID == id {
			return e, nil
		}
	}
	return Entry{}, &ad.Problem{Kind: ad.ProblemNotFound, What: fmt.Sprintf("the journal has no change %q", id), Why: "it lies at " + j.name, Do: "list the journal and copy the id"}
}
