package check

import (
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"adwalk/cmd/app"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/report"
	"adwalk/diag/walk"
)

// pipelines are the forms of check for programs, by name.
var pipelines = map[string]func(io.Writer, report.Document) error{"junit": report.JUnit, "sarif": report.SARIF, "prometheus": report.Prometheus, "csv": report.CSV}

// check refuses what contradicts itself.
func (o checkOptions) check() error {
	switch {
	case o.format == "":
	case pipelines[o.format] == nil:
		return app.Usage("--format "+o.format, "there is no such form", "choose among "+strings.Join(slices.Sorted(maps.Keys(pipelines)), ", "))
	case o.json || o.list:
		return app.Usage("--format with --json or --list", "each prints another form", "leave one of them out")
	}
	return nil
}

// checkFor prints a run of the checks for a program, and what changed since a report.
func checkFor(s *app.Session, o checkOptions, st walk.State, snap *diag.Snapshot, earlier *walks.Earlier) error {
	st.Guide.Symptom = "The whole forest"
	d := report.Document{Schema: report.Schema, Header: walk.HeaderOf(snap)}
	d.Header.Version, d.Header.At, d.Header.Mode = app.Version, time.Now().UTC().Truncate(time.Second), walks.Mode(s, o.facts)
	d.Add(report.SectionOf(st, d.Header.Server, AreaOf))
	if o.format != "" {
		if err := pipelines[o.format](s.Out, d); err != nil {
			return err
		}
	}
	change, err := earlier.Compare(d)
	switch {
	case err != nil:
		return err
	case change == nil:
	case o.json:
		if err := app.WriteJSON(s.Out, change); err != nil {
			return err
		}
	case o.format != "": // standard output is for the program
		walks.PrintSince(s.Err, change)
	default:
		walks.PrintSince(s.Out, change)
	}
	if c := walks.ClassCode(st.Class()); c != app.ExitOK {
		return app.Exit{Code: c}
	}
	return nil
}

// AreaOf is the area of a check's code.
func AreaOf(code string) string {
	for _, c := range checks.All() {
		if c.Code == code {
			return c.Area
		}
	}
	return ""
}
