package guide

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Set records an input that the operator gave, after checking it. For a list
// the value is taken apart first. For a paste the text is parsed.
func Set(g Guide, s *diag.Snapshot, key, value string, src ad.Source) error {
	for _, in := range g.Inputs {
		if in.Key != key {
			continue
		}
		if in.Paste {
			return in.Parse(s, value)
		}
		values := []string{strings.TrimSpace(value)}
		if in.List {
			values = list(value, in.Accounts)
		}
		for i, v := range values {
			if in.Check != nil {
				if err := in.Check(v); err != nil {
					return err
				}
			}
			if in.Clean != nil {
				values[i] = in.Clean(v)
			}
		}
		facts.Input.Put(s, diag.Fact[string]{Subject: key, Value: strings.Join(values, "\n"), Source: src})
		return nil
	}
	var keys []string
	for _, in := range g.Inputs {
		keys = append(keys, in.Key)
	}
	return &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("the guide %s has no input %q", g.ID, key),
		Why: "it knows " + strings.Join(keys, ", "), Do: "use one of these"}
}

// needed says that a required input is missing, and why it could not be found:
// a directory that was not reached tells nothing.
func needed(g Guide, in Input, s *diag.Snapshot) *ad.Problem {
	out := &ad.Problem{Kind: ad.ProblemUsage, What: "the guide " + g.ID + " needs " + in.Title,
		Why: "it was not given, and the directory does not tell", Do: "give it", Input: in.Key + "=…"}
	if in.Requests == nil {
		return out
	}
	for _, r := range in.Requests() {
		if p := s.Problem(r); p != nil {
			out.Kind, out.Err = p.Kind, p
			out.Why = "it was not given, and the directory could not be asked: " + p.What
			if p.Why != "" {
				out.Why += ": " + p.Why
			}
		}
	}
	return out
}

func given(s *diag.Snapshot, in Input) bool {
	f, ok := facts.Input.Get(s.Reader(), in.Key)
	return ok && f.Source.Kind != "derived"
}

// Value returns an input's single value, "" when there is none.
func Value(r *diag.Reader, key string) string {
	f, ok := facts.Input.Get(r, key)
	if !ok || !f.Known() {
		return ""
	}
	return f.Value
}

// Values returns an input's list.
func Values(r *diag.Reader, key string) []string {
	v := Value(r, key)
	if v == "" {
		return nil
	}
	return strings.Split(v, "\n")
}
