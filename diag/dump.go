package diag

import (
	"encoding/json"
	"fmt"
	"sort"

	"adwalk/ad"
)

// Stored is one fact without its type, as files hold it.
type Stored struct {
	Kind    string          `json:"kind"`
	Subject string          `json:"subject,omitempty"`
	Key     string          `json:"key,omitempty"` // what it was asked for by, where that is not the subject
	Source  ad.Source       `json:"source"`
	Value   json.RawMessage `json:"value,omitempty"`
	Problem *ad.Problem     `json:"problem,omitempty"`
	State   State           `json:"state,omitempty"`   // how it is known
	Absence string          `json:"absence,omitempty"` // of an absent one: how we know that it could have been seen
}

// Dump lists every fact of the snapshot by kind and subject.
func (s *Snapshot) Dump() ([]Stored, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []Stored
	for kind, facts := range s.facts {
		for _, f := range facts {
			d := Stored{Kind: kind, Subject: f.subject, Source: f.source, Problem: f.problem, State: StateOf(f.problem), Absence: f.absence}
			if f.key != f.subject {
				d.Key = f.key
			}
			if f.problem == nil && f.absence != "" {
				d.State = StateAbsent
			}
			if f.problem == nil {
				raw, err := json.Marshal(f.value)
				if err != nil {
					return nil, fmt.Errorf("writing the fact %s %s: %w", kind, f.subject, err)
				}
				d.Value = raw
			}
			out = append(out, d)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		return ad.FoldSPN(a.Subject) < ad.FoldSPN(b.Subject)
	})
	return out, nil
}

// Restore puts a stored fact into the snapshot. A kind that is not declared, or a
// value of another shape, is an error.
func (s *Snapshot) Restore(f Stored) error {
	k, ok := kinds[f.Kind]
	if !ok {
		return fmt.Errorf("there is no kind of fact %q", f.Kind)
	}
	if f.Problem != nil {
		s.put(f.Kind, stored{subject: f.Subject, key: f.Key, source: f.Source, problem: f.Problem})
		return nil
	}
	v, err := k.decode(f.Value)
	if err != nil {
		return fmt.Errorf("the fact %s %s cannot be read: %w", f.Kind, f.Subject, err)
	}
	s.put(f.Kind, stored{subject: f.Subject, value: v, source: f.Source, absence: f.Absence, key: f.Key})
	return nil
}
