package theme

import "adwalk/diag"

// Mark is how a status looks: a glyph, a word for a narrow column, a role.
type Mark struct {
	Glyph string
	Word  string
	Role  Role
}

var marks = map[diag.Status]Mark{
	diag.Pass:    {"✓", "ok", Good},
	diag.Fail:    {"✗", "wrong", Bad},
	diag.Skipped: {"–", "n/a", Dim},
	diag.Blocked: {"‖", "blocked", Doubt},
	diag.Unknown: {"?", "unknown", Doubt},
	diag.Crashed: {"‼", "crashed", Bad},
	diag.Manual:  {"!", "you", Warn},
	diag.Pending: {"○", "to do", Dim},
	diag.Running: {"…", "asking", Frame},
}

// Status returns the mark of a status; an unknown one looks like plain text.
func Status(s diag.Status) Mark {
	if m, ok := marks[s]; ok {
		return m
	}
	return Mark{" ", string(s), Plain}
}

// Verdict returns the mark of a verdict: its glyph and role, and its own word.
func Verdict(v diag.Verdict) Mark {
	m := marks[diag.Fail]
	switch v {
	case "":
		return Mark{" ", "", Plain}
	case diag.OK:
		m = marks[diag.Pass]
	case diag.NotChecked:
		m = marks[diag.Unknown]
	case diag.CoveredByHost, diag.StaleReplica:
		m = marks[diag.Manual]
	}
	m.Word = string(v)
	return m
}

// Severity returns the mark of a finding's severity.
func Severity(s diag.Severity) Mark {
	m := marks[diag.Fail]
	switch s {
	case diag.Warning:
		m = Mark{"!", "", Warn}
	case diag.Notice:
		m = Mark{"·", "", Frame}
	}
	m.Word = string(s)
	return m
}
