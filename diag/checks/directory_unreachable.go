package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// directoryUnreachable explains everything that could not be read when no
// domain controller answers.
var directoryUnreachable = diag.Check{
	Code: "directory-unreachable", Area: "env", Severity: diag.Error,
	Needs: []string{"directory.info"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Directory.Get(r, "")
		switch {
		case !ok:
		case f.Known():
			o.Pass(f.Value.Server, "", f.Proof())
		default:
			unanswered(o, f.Source, f.Problem)
		}
	},
}
