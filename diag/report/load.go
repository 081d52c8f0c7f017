package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"adwalk/diag"
	"adwalk/diag/walk"
)

// maxReport bounds a report that is read back, in bytes.
const maxReport = 64 << 20

// Load reads a saved run: a report in its JSON form, or what adwalk walk --json printed.
// The error says what is wrong with the file.
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
	if d.Schema == "" {
		return loadWalk(b)
	}
	if d.Schema != Schema {
		return Document{}, fmt.Errorf("its schema is %q, not %q", d.Schema, Schema)
	}
	return d, nil
}

// loadWalk reads the answer of a walk as a report with one section.
func loadWalk(b []byte) (Document, error) {
	var w struct {
		Header   *walk.Header
		Guide    string
		Findings []diag.Finding
		Unknown  []walk.NotKnown
		Passed   []walk.Passed
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return Document{}, fmt.Errorf("it is neither a report nor a walk in JSON form: %w", err)
	}
	if w.Header == nil || w.Guide == "" {
		return Document{}, errors.New("it is neither a report nor a walk in JSON form: it has no schema, and no guide with a header")
	}
	return Document{Schema: Schema, Header: *w.Header, Sections: []Section{{Guide: w.Guide, Findings: w.Findings, Unknown: w.Unknown, Passed: w.Passed}}}, nil
}

// Comparable says why two runs cannot be compared, nil where they can. A run of another
// domain, or one whose names are masked, would make everything look fixed and new.
func Comparable(old, now Document) error {
	switch {
	case old.Redacted || now.Redacted: // a mask is made anew in each run
		return errors.New("names are masked, so that the same name does not stand for the same account in both runs")
	case old.Header.Domain != "" && now.Header.Domain != "" && !strings.EqualFold(old.Header.Domain, now.Header.Domain):
		return fmt.Errorf("it is about the domain %s, and this run about %s", clean(old.Header.Domain), clean(now.Header.Domain))
	}
	for _, n := range now.Sections {
		for _, s := range old.Sections {
			if s.Guide == n.Guide || n.Guide == "check" {
				return nil
			}
		}
	}
	return errors.New("it holds no run of the same guide")
}
