package walks

import (
	"fmt"
	"strings"

	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag"
	"adwalk/diag/walk"
	"adwalk/ui/safetext"
)

// printWalk writes a walk for a person: the steps with what was seen, the
// findings with how we know, the plan with its commands.
func printWalk(s *app.Session, a Answer) {
	told := told{}
	for i, st := range a.Steps {
		lines := a.lines[st.ID]
		mark, word := app.StatusGlyph(st.Status), string(st.Status)
		if st.Status == diag.Skipped && explains(lines) {
			mark, word = "·", "information"
		}
		fmt.Fprintf(s.Out, "%s %2d  %s  (%s)\n", mark, i+1, safetext.Printable(st.Title), word)
		for _, l := range told.fresh(lines) {
			mark := "  "
			switch {
			case l.Verdict != "":
				mark = app.Glyph(l.Verdict) + " "
			case l.Status != "":
				mark = app.StatusGlyph(l.Status) + " "
			}
			fmt.Fprintf(s.Out, "      %s%s\n", mark, safetext.Printable(l.Text))
			for _, d := range l.Told(a.state.Guide.Option).Detail {
				fmt.Fprintf(s.Out, "          %s\n", safetext.Printable(d))
			}
		}
	}
	fmt.Fprintln(s.Out)
	PrintFindings(s, a)
	PrintSince(s.Out, a.Since)
	plans.PrintPlan(s, a.plan)
	plans.PrintChoices(s, a.plan)
}

// PrintFindings shows what was found, or that nothing was.
func PrintFindings(s *app.Session, a Answer) {
	switch {
	case len(a.Findings) == 0 && a.code() == app.ExitOK && s.Flags.NoProbes:
		fmt.Fprintln(s.Out, "Nothing wrong was found in the directory. With --no-probes no KDC and no service was asked.")
	case len(a.Findings) == 0 && a.code() == app.ExitOK:
		fmt.Fprintln(s.Out, "Nothing wrong was found.")
	case len(a.Findings) == 0:
		fmt.Fprintln(s.Out, "Nothing wrong was found, but not everything could be checked:")
		for _, title := range a.open() {
			fmt.Fprintf(s.Out, "? %s\n", safetext.Printable(title))
		}
	default:
		all := max(a.All, len(a.Findings))
		fmt.Fprint(s.Out, diag.Count(all, "problem"), " found")
		if shown := len(a.Findings); shown < all {
			fmt.Fprintf(s.Out, ", %d shown", shown)
		}
		fmt.Fprintln(s.Out)
	}
	for _, f := range a.Findings {
		fmt.Fprintf(s.Out, "\n%s %s  %s  [%s, %s]\n", app.Glyph(f.Verdict), f.Verdict, safetext.Printable(f.Subject), f.Code, f.Severity)
		fmt.Fprintf(s.Out, "    %s\n", safetext.Printable(f.Summary))
		for _, e := range f.Evidence {
			fmt.Fprintf(s.Out, "    seen  %s  (%s)\n", safetext.Printable(e.Text), evidenceSource(e))
		}
		for _, d := range f.Fix.Do {
			fmt.Fprintf(s.Out, "    do    %s\n", safetext.Printable(d))
		}
	}
	for _, u := range a.Unknown {
		fmt.Fprintf(s.Out, "\n? not known  [%s]\n    %s\n", u.Code, safetext.Printable(u.Problem.Error()))
	}
}

func evidenceSource(e diag.Evidence) string {
	src := safetext.Printable(e.Source)
	if e.At.IsZero() {
		return src
	}
	return src + ", " + e.At.UTC().Format("2006-01-02 15:04:05Z")
}

// printAfter says what became of the write: the verdict first, with the way
// back where something broke.
func printAfter(s *app.Session, a Answer) {
	fmt.Fprintln(s.Out, "\nAsked again after the write")
	if v := a.Verdict; v != nil {
		mark := "✗"
		switch v.Outcome {
		case walk.Resolved, walk.Fixed:
			mark = "✓"
		case walk.Unsure:
			mark = "?"
		}
		fmt.Fprintf(s.Out, "%s %s\n", mark, safetext.Printable(v.Text()))
		if v.Outcome == walk.Worse {
			for _, id := range a.state.Standing() {
				fmt.Fprintf(s.Out, "    adwalk journal --undo %s\n", safetext.Printable(id))
			}
		}
	}
	PrintFindings(s, a)
	if len(a.Findings) > 0 {
		return
	}
	fmt.Fprintln(s.Out, strings.TrimSpace(`
Clients remember a missing SPN for up to 15 minutes, or until klist purge.`))
}
