package walks

import (
	"context"
	"fmt"
	"io"

	"adwalk/cmd/app"
	"adwalk/diag/report"
	"adwalk/diag/walk"
	"adwalk/ui/safetext"
)

// Earlier is a run that was saved before.
type Earlier struct {
	file string
	run  report.Document
}

// EarlierRun reads the run that --since names, before anything is asked: nil for "".
func EarlierRun(ctx context.Context, s *app.Session, file string) (*Earlier, error) {
	if file == "" {
		return nil, nil
	}
	name, err := s.File(file)
	if err != nil {
		return nil, err
	}
	f, err := app.Open(ctx, name)
	if err != nil {
		return nil, unusable(file, err)
	}
	defer f.Close()
	d, err := report.Load(f)
	if err != nil {
		return nil, unusable(file, err)
	}
	return &Earlier{file, d}, nil
}

func unusable(file string, err error) error {
	return app.Usage("--since "+file, err.Error(), "name a file that adwalk report GUIDE --output FILE.json wrote, or what adwalk walk GUIDE --json printed")
}

// Compare says what became of each finding until this run: nil without an earlier one.
func (e *Earlier) Compare(now report.Document) (*report.Since, error) {
	if e == nil {
		return nil, nil
	}
	if err := report.Comparable(e.run, now); err != nil {
		return nil, unusable(e.file, err)
	}
	c := report.Compare(e.run, now)
	return &c, nil
}

// documentOf is a walk as a report with one section.
func documentOf(a Answer, st walk.State) report.Document {
	d := report.Document{Schema: report.Schema, Header: *a.Header}
	d.Add(report.SectionOf(st, d.Header.Server, func(string) string { return "" }))
	return d
}

// PrintSince writes a comparison for a person: what is as before is counted.
func PrintSince(w io.Writer, c *report.Since) {
	if c == nil {
		return
	}
	when := "an earlier run"
	if !c.From.IsZero() {
		when = c.From.UTC().Format("2006-01-02 15:04:05Z")
	}
	fmt.Fprintf(w, "\nSince %s: %s\n", when, c.Text())
	mark := map[report.Became]string{report.Fixed: "✓", report.Fresh: "✗", report.NotKnown: "?"}
	for _, became := range []report.Became{report.Fixed, report.Fresh, report.NotKnown} {
		for _, x := range c.Changes {
			if x.Became == became {
				fmt.Fprintf(w, "%s %-9s  %s  [%s]\n    %s\n", mark[became], became.Word(), safetext.Printable(x.Subject), safetext.Printable(x.Code), safetext.Printable(x.Why))
			}
		}
	}
}
