package reports

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/cmd/check"
	"adwalk/cmd/engine"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/guide"
	"adwalk/diag/report"
	"adwalk/diag/snapfile"
	"adwalk/diag/walk"
)

type reportOptions struct {
	output string
	since  string
	redact bool
	schema bool
	walk   walks.Options
}

// Command is adwalk report.
func Command(s *app.Session) *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "report [GUIDE]…",
		Short: "Write a report of walks or of the whole forest: HTML, Markdown, JSON or CSV",
		Long: `Walk the guides, or without any run the checks of the whole forest, and write one
document: summary, findings with their evidence, source and time, what is not known, the
plan, tickets, owners, delegation and every query that was sent. Nothing is changed.

The form follows the ending of FILE: .html (one page, no script, loads nothing), .md,
.json (schema ` + report.Schema + `), .csv (a line a check and subject). --redact masks the
names of people, machines, domains and addresses.

The .json form is also a saved run: --since here, or with walk and check, names it later
and says of every finding what became of it. Fixed is said only where the same check saw
the same subject to be right; what could not be read or asked this time is not known.

Exit codes are those of walk and check: 0 nothing wrong, 1 something found, 2 the command
line or a file cannot be used, 3 could not find out.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runReport(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.output, "output", "", "file to write; it must not exist yet (- for standard output)")
	f.StringVar(&o.since, "since", "", "add what was fixed, what is new and what is not known any more since this run (the .json form of an earlier report)")
	f.BoolVar(&o.redact, "redact", false, "mask the names of people, machines, domains and addresses")
	f.BoolVar(&o.schema, "schema", false, "print the JSON Schema of the .json form")
	f.StringArrayVar(&o.walk.Set, "set", nil, "give an input of the guides: KEY=VALUE (repeatable)")
	f.StringArrayVar(&o.walk.From, "from", nil, "read a paste from a file: FILE, or KEY=FILE (repeatable)")
	f.StringVar(&o.walk.Facts.Load, "facts", "", "report on the facts in this file instead of asking anybody")
	return cmd
}

// renderers by the ending of the file's name.
var renderers = map[string]func(io.Writer, report.Document) error{
	".html": report.HTML, ".htm": report.HTML, ".md": report.Markdown, ".json": report.JSON, ".csv": report.CSV,
}

func runReport(ctx context.Context, s *app.Session, o reportOptions, ids []string) error {
	if o.schema {
		_, err := io.WriteString(s.Out, report.JSONSchema)
		return err
	}
	render := renderers[strings.ToLower(filepath.Ext(o.output))]
	switch {
	case o.output == "":
		return app.Usage("adwalk report", "no file was named", "add --output report.html, .md, .json or .csv; - prints Markdown")
	case o.output == "-":
		render = report.Markdown
	case render == nil:
		return app.Usage("--output "+o.output, "the ending names no form that is known", "end the name with .html, .md, .json or .csv")
	}
	guides, err := guidesOf(ids)
	if err != nil {
		return err
	}
	earlier, err := walks.EarlierRun(ctx, s, o.since)
	if err != nil {
		return err
	}
	s.Log.KeepAll()
	if s.Flags.Lab && s.Flags.Scenario == "" && len(ids) > 0 {
		s.Flags.Scenario = ids[0]
	}
	d := report.Document{Schema: report.Schema, Redacted: o.redact}
	worst := app.ExitOK
	for _, g := range guides {
		c, err := reportOn(ctx, s, &d, g, o)
		if err != nil {
			return err
		}
		worst = app.WorseExit(worst, c)
	}
	if !o.redact {
		d.Queries, d.Digest = queriesOf(s.Log.Events())
	}
	if d.Since, err = earlier.Compare(d); err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := render(&buf, d); err != nil {
		return err
	}
	if o.output == "-" {
		if _, err := s.Out.Write(buf.Bytes()); err != nil {
			return err
		}
	} else if p := app.SaveText(o.output, buf.String()); p != nil {
		return p
	} else {
		fmt.Fprintf(s.Err, "%s: %s\n", o.output, d.Summary.Text())
		if d.Since != nil {
			fmt.Fprintf(s.Err, "since %s: %s\n", o.since, d.Since.Text())
		}
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}

// guidesOf looks the guides up; none is the checks of the whole forest.
func guidesOf(ids []string) ([]guide.Guide, error) {
	if len(ids) == 0 {
		g := check.ForestWalk(check.WithEnvironment(checks.All()))
		g.Symptom = "The whole forest"
		return []guide.Guide{g}, nil
	}
	var out []guide.Guide
	for _, id := range ids {
		g, err := engine.Guide(id)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// reportOn walks one guide and adds its section. Masked facts are judged again
// without asking anybody, so that nothing of the names can remain.
func reportOn(ctx context.Context, s *app.Session, d *report.Document, g guide.Guide, o reportOptions) (int, error) {
	base, e, err := engine.Ground(ctx, s, o.walk.Facts)
	if err != nil {
		return 0, err
	}
	w := walk.New(g, walk.Parts{Engine: e, Epoch: s.EpochName, Facts: base.Clone})
	if err := walks.Inputs(ctx, s, g, w, base, o.walk); err != nil {
		return 0, err
	}
	st := w.Run(ctx, walks.Heard(s, walks.Options{}, nil))
	if st.Problem != nil && ctx.Err() != nil {
		return 0, ctx.Err()
	}
	snap := w.Snapshot()
	if o.redact {
		var masked bytes.Buffer
		if _, err := snapfile.SaveRedacted(&masked, snap); err != nil {
			return 0, err
		}
		if snap, err = snapfile.Load(&masked); err != nil {
			return 0, err
		}
		again := walk.New(g, walk.Parts{Engine: engine.With(nil), Facts: snap.Clone})
		st = again.Run(ctx, nil)
		snap = again.Snapshot()
	}
	section(s, d, st, snap, walks.Mode(s, o.walk.Facts))
	if st.Problem != nil {
		return app.ExitUnknown, nil
	}
	return walks.ClassCode(st.Class()), nil
}

// section adds a walk to a report.
func section(s *app.Session, d *report.Document, st walk.State, snap *diag.Snapshot, mode []string) {
	if d.Header.At.IsZero() {
		d.Header = walk.HeaderOf(snap)
		d.Header.Version, d.Header.At, d.Header.Mode = app.Version, time.Now().UTC().Truncate(time.Second), mode
	}
	d.Add(report.SectionOf(st, d.Header.Server, check.AreaOf))
	d.Draw(snap)
}

// ForConsole is the report of a walk in the console, as adwalk report writes it.
func ForConsole(s *app.Session, st walk.State, snap *diag.Snapshot, ending string) (string, error) {
	d := report.Document{Schema: report.Schema}
	section(s, &d, st, snap, walks.Mode(s, engine.FactsOptions{}))
	d.Queries, d.Digest = queriesOf(s.Log.Events())
	var b strings.Builder
	err := renderers[ending](&b, d)
	return b.String(), err
}

// queriesOf lists the exchanges of the run and the SHA-256 of the list: of each a
// line of time, command, server and outcome.
func queriesOf(events []trace.Event) ([]report.Query, string) {
	var out []report.Query
	sum := sha256.New()
	for _, e := range events {
		q := report.Query{At: e.At.UTC(), Text: e.Command, Asked: e.Asked, Protocol: string(e.Protocol), Server: e.Server, Protection: e.Protection,
			Outcome: e.Outcome, Objects: e.Objects, Millis: float64(e.Elapsed.Microseconds()) / 1000}
		out = append(out, q)
		fmt.Fprintf(sum, "%s %s\t%s\t%s\n", q.At.Format(time.RFC3339Nano), q.Text, q.Server, q.Outcome)
	}
	return out, hex.EncodeToString(sum.Sum(nil))
}
