package check

import (
	"fmt"
	"strings"

	"adwalk/cmd/app"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

// shownFindings is how many findings of one code are printed in full; where there
// are more than listedFindings, the rest is counted.
const (
	shownFindings  = 5
	listedFindings = 20
)

// printChecks writes the answer for a person: what is wrong in full, what is fine
// as a count. With all, everything is listed.
func printChecks(s *app.Session, a Answer, all bool) {
	skipped, passed, subjects := 0, 0, 0
	for _, c := range a.Checks {
		switch {
		case c.Why != "":
			fmt.Fprintf(s.Out, "- %-28s %s: %s\n", safetext.Printable(c.Code), c.Status, safetext.Printable(c.Why))
			continue
		case c.Status == diag.Skipped:
			skipped++
			continue
		case c.Status == diag.Pass && !all:
			passed++
			subjects += c.Looked
			continue
		}
		fmt.Fprintf(s.Out, "%s %-28s %s%s\n", app.StatusGlyph(c.Status), safetext.Printable(c.Code), c.Status, ofLooked(c))
		if !all {
			continue
		}
		for _, oc := range c.fine {
			fmt.Fprintf(s.Out, "    %s %s\n", app.StatusGlyph(oc.Status), safetext.Printable(subjectOr(oc.Subject, "the whole")))
		}
	}
	if passed > 0 {
		fmt.Fprintf(s.Out, "%s %s found nothing wrong (%s checked; --all lists them)\n", app.StatusGlyph(diag.Pass), diag.Count(passed, "check"), diag.Count(subjects, "subject"))
	}
	if a.idle() {
		fmt.Fprintln(s.Out, "? Nothing was checked: what this looks at was not there. Run a guide, which asks for what it needs (adwalk walk)")
		return
	}
	if skipped > 0 {
		fmt.Fprintf(s.Out, "- %d more had nothing to check: run a guide, which asks for what they need (adwalk walk)\n", skipped)
	}
	fmt.Fprintln(s.Out)
	shown := walks.Answer{Findings: a.Findings, Unknown: a.Unknown}
	more := map[string]int{}
	if !all {
		shown.Findings, more = firstOfEach(a.Findings)
	}
	shown.All = len(a.Findings)
	walks.PrintFindings(s, shown)
	for _, c := range a.Checks {
		if n := more[c.Code]; n > 0 {
			fmt.Fprintf(s.Out, "\n… and %d more of %s: adwalk check %s --all\n", n, safetext.Printable(c.Code), safetext.Printable(c.Code))
		}
	}
}

// ofLooked counts what a check that did not pass says of its subjects.
func ofLooked(c Status) string {
	var parts []string
	if c.Failed > 0 {
		parts = append(parts, fmt.Sprintf("%d wrong", c.Failed))
	}
	if c.Passed > 0 {
		parts = append(parts, fmt.Sprintf("%d fine", c.Passed))
	}
	if other := c.Looked - c.Failed - c.Passed; other > 0 && len(parts) > 0 {
		parts = append(parts, fmt.Sprintf("%d not known", other))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, ", ") + ")"
}

func subjectOr(subject, whole string) string {
	if subject == "" {
		return whole
	}
	return subject
}

// firstOfEach keeps the first findings of each code that has very many, and says
// how many of each were left out.
func firstOfEach(findings []walks.FindingAnswer) (kept []walks.FindingAnswer, more map[string]int) {
	total, seen := map[string]int{}, map[string]int{}
	for _, f := range findings {
		total[f.Code]++
	}
	more = map[string]int{}
	for _, f := range findings {
		if seen[f.Code]++; total[f.Code] > listedFindings && seen[f.Code] > shownFindings {
			more[f.Code]++
			continue
		}
		kept = append(kept, f)
	}
	return kept, more
}
