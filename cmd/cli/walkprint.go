package cli

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/walk"
	"adwalk/ui/safetext"
)

// printWalk writes a walk for a person: the steps with what was seen, the
// findings with how we know, the plan with its commands.
func printWalk(s *Session, a walkAnswer) {
	for i, st := range a.Steps {
		fmt.Fprintf(s.Out, "%s %2d  %s  (%s)\n", statusGlyph(st.Status), i+1, safetext.Printable(st.Title), st.Status)
		for _, l := range a.lines[st.ID] {
			mark := "  "
			switch {
			case l.Verdict != "":
				mark = glyph(l.Verdict) + " "
			case l.Status != "":
				mark = statusGlyph(l.Status) + " "
			}
			fmt.Fprintf(s.Out, "      %s%s\n", mark, safetext.Printable(l.Text))
			for _, d := range l.Detail {
				fmt.Fprintf(s.Out, "          %s\n", safetext.Printable(d))
			}
		}
	}
	fmt.Fprintln(s.Out)
	printFindings(s, a)
	printPlan(s, a.plan)
	printChoices(s, a.plan)
}

func printFindings(s *Session, a walkAnswer) {
	switch {
	case len(a.Findings) == 0 && a.code() == ExitOK:
		fmt.Fprintln(s.Out, "Nothing wrong was found.")
	case len(a.Findings) == 0:
		fmt.Fprintln(s.Out, "Nothing wrong was found, but not everything could be checked:")
		for _, title := range a.open() {
			fmt.Fprintf(s.Out, "? %s\n", safetext.Printable(title))
		}
	default:
		all := max(a.all, len(a.Findings))
		fmt.Fprint(s.Out, diag.Count(all, "problem"), " found")
		if shown := len(a.Findings); shown < all {
			fmt.Fprintf(s.Out, ", %d shown", shown)
		}
		fmt.Fprintln(s.Out)
	}
	for _, f := range a.Findings {
		fmt.Fprintf(s.Out, "\n%s %s  %s  [%s, %s]\n", glyph(f.Verdict), f.Verdict, safetext.Printable(f.Subject), f.Code, f.Severity)
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

func printPlan(s *Session, p fix.Plan) { printPlanAs(s, p, " (nothing is written without --apply)") }

// printPlanAs is printPlan with a remark of its own behind the title.
func printPlanAs(s *Session, p fix.Plan, remark string) {
	if p.Empty() {
		return
	}
	fmt.Fprintf(s.Out, "\nPlan: %s%s\n", safetext.Printable(p.Title), remark)
	for _, c := range p.Changes {
		sign := "+"
		if c.Change.Op == ad.DeleteValue {
			sign = "-"
		}
		fmt.Fprintf(s.Out, "  %s %s  %s  on %s\n", sign, c.Change.Attribute, safetext.Printable(fix.Spelled(c.Change.Value)), safetext.Printable(c.Change.DN))
		for _, t := range []string{c.Effect, c.Risk, proved(c.Proof)} {
			if t != "" {
				fmt.Fprintf(s.Out, "      %s\n", safetext.Printable(t))
			}
		}
	}
	printCommands(s, "setspn", p.SetspnToType())
	printCommands(s, "PowerShell", p.PowerShell())
	for _, v := range p.Verify {
		if v != fix.RememberNote {
			v = "Verified by: " + v
		}
		fmt.Fprintln(s.Out, safetext.Printable(v))
	}
}

// printLeft lists what the plan leaves to be done by hand.
func (s *Session) printLeft(p fix.Plan) {
	for i, l := range p.Left {
		if i == 0 {
			fmt.Fprintln(s.Out, "\nLeft for you to do")
		}
		fmt.Fprintf(s.Out, "  %s  %s\n", safetext.Printable(l.Finding.Subject), safetext.Printable(l.Do))
	}
}

func proved(proof string) string {
	if proof == "" {
		return ""
	}
	return "proved: " + proof
}

// printChoices shows what waits for a decision, with the option that decides it.
func printChoices(s *Session, p fix.Plan) {
	for _, c := range p.Choices {
		fmt.Fprintf(s.Out, "\n%s\n", safetext.Printable(c.Question))
		for i, k := range c.Candidates {
			mark := " "
			if k.Now {
				mark = "▸"
			}
			fmt.Fprintf(s.Out, " %s %d  %s  %s\n", mark, i+1, safetext.Printable(k.Label), safetext.Printable(strings.Join(k.Known, ", ")))
			if k.Proof != "" {
				fmt.Fprintf(s.Out, "      %s\n", safetext.Printable(k.Proof))
			}
			fmt.Fprintf(s.Out, "      --decide %q\n", safetext.Printable(c.Subject+"="+k.Value))
		}
	}
}

func printCommands(s *Session, tool string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(s.Out, "\nThe same with %s\n", tool)
	for _, l := range lines {
		fmt.Fprintf(s.Out, "  %s\n", safetext.Printable(l))
	}
}

func printOutcome(s *Session, o ad.ChangeOutcome) {
	word, mark := "written", "✓"
	switch {
	case o.Problem != nil && o.Done:
		word, mark = "written, but: "+o.Problem.Error(), "!"
	case o.Problem != nil && o.Result == ad.ResultNotSent:
		word, mark = "not sent: "+o.Problem.Error(), "✗"
	case o.Problem != nil && o.Result == ad.ResultUnknown:
		word, mark = "not known: "+o.Problem.Error(), "?"
	case o.Problem != nil:
		word, mark = "refused: "+o.Problem.Error(), "✗"
	case o.Already:
		word = "already so"
	}
	fmt.Fprintf(s.Out, "%s %s %s on %s: %s\n", mark, o.Change.Op, safetext.Printable(o.Change.Value), safetext.Printable(o.Change.Account), safetext.Printable(word))
}

// printAfter says what became of the write: the verdict first, with the way
// back where something broke.
func printAfter(s *Session, a walkAnswer) {
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
	printFindings(s, a)
	if len(a.Findings) > 0 {
		return
	}
	fmt.Fprintln(s.Out, strings.TrimSpace(`
Clients remember a missing SPN for up to 15 minutes, or until klist purge.`))
}
