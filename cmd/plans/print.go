package plans

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// PrintPlan shows what a plan changes, its commands and what will verify it.
func PrintPlan(s *app.Session, p fix.Plan) {
	printPlanAs(s, p, " (nothing is written without --apply)")
}

// printPlanAs is PrintPlan with a remark of its own behind the title.
func printPlanAs(s *app.Session, p fix.Plan, remark string) {
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

// PrintLeft lists what the plan leaves to be done by hand.
func PrintLeft(s *app.Session, p fix.Plan) {
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

// PrintChoices shows what waits for a decision, with the option that decides it.
func PrintChoices(s *app.Session, p fix.Plan) {
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
			fmt.Fprintf(s.Out, "      --decide %s\n", safetext.Printable(ad.ShellQuote(c.Subject+"="+k.Value)))
		}
	}
}

func printCommands(s *app.Session, tool string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(s.Out, "\nThe same with %s\n", tool)
	for _, l := range lines {
		fmt.Fprintf(s.Out, "  %s\n", safetext.Printable(l))
	}
}

// PrintOutcome says what became of one change.
func PrintOutcome(s *app.Session, o ad.ChangeOutcome) {
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
	fmt.Fprintf(s.Out, "%s %s %s on %s: %s\n", mark, o.Change.Op, safetext.Printable(fix.Spelled(o.Change.Value)), safetext.Printable(o.Change.Account), safetext.Printable(word))
}
