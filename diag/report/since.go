package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// Since is what changed from one run to the next.
type Since struct {
	From    time.Time `json:"from"` // when the earlier run was, UTC
	New     []string  `json:"new"`  // as "code subject"
	Gone    []string  `json:"gone"` // no longer found: fixed, or not known any more
	Same    int       `json:"same"`
	Changes []Change  `json:"changes"` // every finding of both runs, with what became of it
}

// Change is what became of one finding.
type Change struct {
	Became  Became `json:"became"`
	Code    string `json:"code"`
	Subject string `json:"subject"`
	Why     string `json:"why"` // how that is known, or why it is not
}

// Became says what became of a finding.
type Became string

// Fixed is said only where the same check saw the same subject to be right.
const (
	Fixed     Became = "fixed"
	Fresh     Became = "new"
	Unchanged Became = "unchanged"
	NotKnown  Became = "not-known"
)

// Word is how a person is told.
func (b Became) Word() string {
	if b == NotKnown {
		return "not known"
	}
	return string(b)
}

// Compare tells what became of each finding from one run to the next. What was found
// then and is not found now is fixed only where this run saw that subject to be right,
// by a proof as good as the one that showed the fault; everything else is not known.
func Compare(old, now Document) Since {
	before, after := said(old), said(now)
	s := Since{From: old.Header.At, New: []string{}, Gone: []string{}, Changes: []Change{}}
	add := func(b Became, f diag.Finding, why string) {
		s.Changes = append(s.Changes, Change{b, f.Code, f.Subject, why})
	}
	for _, f := range after.findings {
		if _, found := before.found[keyOf(f.Code, f.Subject)]; found {
			s.Same++
			add(Unchanged, f, "found in both runs")
			continue
		}
		s.New = append(s.New, f.Code+" "+f.Subject)
		add(Fresh, f, before.was(f))
	}
	for _, f := range before.findings {
		if _, found := after.found[keyOf(f.Code, f.Subject)]; found {
			continue
		}
		s.Gone = append(s.Gone, f.Code+" "+f.Subject)
		became, why := after.became(f)
		add(became, f, why)
	}
	return s
}

// Count says how many findings became so.
func (s Since) Count(b Became) int {
	n := 0
	for _, c := range s.Changes {
		if c.Became == b {
			n++
		}
	}
	return n
}

// Text sums a comparison up in a line.
func (s Since) Text() string {
	return fmt.Sprintf("%d fixed, %d new, %d unchanged, %d not known now", s.Count(Fixed), s.Count(Fresh), s.Same, s.Count(NotKnown))
}

// run is what a document says of each code and subject.
type run struct {
	findings []diag.Finding
	found    map[string]diag.Finding
	passed   map[string][]diag.Evidence
	doubts   map[string]string // why it could not be judged
	vague    map[string]string // by code: a reason that may be about more subjects than one
}

func keyOf(code, subject string) string { return code + "\x00" + ad.FoldSPN(subject) }

func said(d Document) run {
	r := run{found: map[string]diag.Finding{}, passed: map[string][]diag.Evidence{}, doubts: map[string]string{}, vague: map[string]string{}}
	for _, sec := range d.Sections {
		for _, f := range sec.Findings {
			if _, again := r.found[keyOf(f.Code, f.Subject)]; !again {
				r.findings = append(r.findings, f)
				r.found[keyOf(f.Code, f.Subject)] = f
			}
		}
		for _, p := range sec.Passed {
			r.passed[keyOf(p.Code, p.Subject)] = p.Evidence
		}
		for _, u := range sec.Unknown {
			if u.Problem == nil {
				continue
			}
			r.doubts[keyOf(u.Code, u.Subject)] = u.Problem.Error()
			r.vague[u.Code] = u.Problem.Error()
		}
		for _, row := range sec.Rows {
			if row.Status != string(diag.Pass) && row.Status != string(diag.Fail) {
				r.doubts[keyOf(row.Check, row.Subject)] = row.Details
			}
		}
		for k, why := range sec.doubts {
			r.doubts[k] = why
		}
	}
	return r
}

// became judges a finding of an earlier run that this run does not have.
func (r run) became(f diag.Finding) (Became, string) {
	key := keyOf(f.Code, f.Subject)
	if why, doubt := r.doubts[key]; doubt {
		return NotKnown, why
	}
	ev, passed := r.passed[key]
	switch {
	case passed && proved(f.Evidence) && !proved(ev):
		return NotKnown, "a server's own answer showed it, and this run did not ask for one"
	case passed && len(ev) > 0:
		return Fixed, ev[0].Text
	case passed:
		return Fixed, "seen to be right"
	case r.vague[f.Code] != "":
		return NotKnown, r.vague[f.Code]
	}
	return NotKnown, "this run did not look at it: it may be gone, hidden from this login, or beyond what one run checks"
}

// was says what the earlier run knew of a finding that is new.
func (r run) was(f diag.Finding) string {
	key := keyOf(f.Code, f.Subject)
	if why, doubt := r.doubts[key]; doubt {
		return "not known in the earlier run: " + why
	}
	if _, passed := r.passed[key]; passed {
		return "seen to be right in the earlier run"
	}
	return "the earlier run did not look at it"
}

// proved says whether evidence holds an answer of something else than a directory: of a
// KDC or of the service itself.
func proved(list []diag.Evidence) bool {
	return slices.ContainsFunc(list, func(e diag.Evidence) bool {
		kind, _, _ := strings.Cut(e.Source, " ")
		return kind == "kdc" || kind == "service"
	})
}
