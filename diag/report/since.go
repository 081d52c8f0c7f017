package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// Since is what changed from one report to the next.
type Since struct {
	New  []string `json:"new"`
	Gone []string `json:"gone"`
	Same int      `json:"same"`
}

// maxReport bounds a report that is read back, in bytes.
const maxReport = 64 << 20

// Load reads a report in its JSON form.
func Load(r io.Reader) (Document, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxReport+1))
	if err != nil {
		return Document{}, err
	}
	if len(b) > maxReport {
		return Document{}, fmt.Errorf("it is larger than %d bytes", maxReport)
	}
	var d Document
	if err := json.Unmarshal(b, &d); err != nil {
		return Document{}, fmt.Errorf("it is no report in JSON form: %w", err)
	}
	if d.Schema != Schema {
		return Document{}, fmt.Errorf("its schema is %q, not %q", d.Schema, Schema)
	}
	return d, nil
}

// Compare tells which findings came and which went, each as "code subject".
func Compare(old, now Document) Since {
	before, after := findings(old), findings(now)
	s := Since{New: []string{}, Gone: []string{}}
	for _, k := range after.order {
		if before.has[k] {
			s.Same++
		} else {
			s.New = append(s.New, k)
		}
	}
	for _, k := range before.order {
		if !after.has[k] {
			s.Gone = append(s.Gone, k)
		}
	}
	return s
}

type findingSet struct {
	has   map[string]bool
	order []string
}

func findings(d Document) findingSet {
	s := findingSet{has: map[string]bool{}}
	for _, sec := range d.Sections {
		for _, f := range sec.Findings {
			if k := f.Code + " " + f.Subject; !s.has[k] {
				s.has[k] = true
				s.order = append(s.order, k)
			}
		}
	}
	return s
}
