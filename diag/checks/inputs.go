package checks

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// answered says whether the operator's answer to a question is the value, and
// whether there is an answer.
func answered(r *diag.Reader, key, value string) (is, known bool) {
	f, ok := facts.Input.Get(r, key)
	if !ok || f.Value == "" {
		return false, false
	}
	return strings.EqualFold(f.Value, value), true
}

// inputList is an input's list.
func inputList(r *diag.Reader, key string) []string {
	f, ok := facts.Input.Get(r, key)
	if !ok || f.Value == "" {
		return nil
	}
	return strings.Split(f.Value, "\n")
}

// inputText is an input's single value.
func inputText(r *diag.Reader, key string) string {
	f, _ := facts.Input.Get(r, key)
	return f.Value
}
