package story

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// Plan shows the plan: what changes, what it means, and what is left.
func Plan(r *diag.Reader, results []diag.Result) []guide.Line {
	p := fix.Build(findingsOf(results), r)
	if p.Empty() && len(p.Left) == 0 {
		judged := false
		for _, res := range results {
			judged = judged || res.Status == diag.Pass
			for _, o := range res.Outcomes {
				if o.Status == diag.Unknown && o.Problem != nil && o.Problem.Kind == ad.ProblemContradicted {
					return []guide.Line{Note(diag.Unknown, "Nothing to move: %s", strings.TrimPrefix(o.Problem.Why, "contradicted: "))}
				}
			}
			switch res.Status {
			case diag.Blocked, diag.Unknown, diag.Crashed:
				return []guide.Line{Note(diag.Unknown, "No change is planned, and not everything could be judged.")}
			}
		}
		if !judged {
			return []guide.Line{Note(diag.Skipped, "Nothing could be judged, so no change is planned.")}
		}
		return []guide.Line{Note(diag.Pass, "Nothing to change.")}
	}
	out := []guide.Line{Say("%s.", p.Title)}
	for i, c := range p.Changes {
		sign := "+ "
		if c.Change.Op == ad.DeleteValue {
			sign = "- "
		}
		value := fix.Spelled(c.Change.Value)
		if !strings.EqualFold(c.Change.Attribute, "servicePrincipalName") {
			value = c.Change.Attribute + " " + value
		}
		l := guide.Line{Text: sign + value + "  on " + c.Change.Account, Detail: []string{c.Effect}}
		if c.Risk != "" {
			l.Detail = append(l.Detail, "risk: "+c.Risk)
		}
		if c.Proof != "" {
			l.Detail = append(l.Detail, "proved: "+c.Proof)
		}
		if l.Copy = p.ToType(i); l.Copy != "" {
			l.Detail = append(l.Detail, l.Copy)
		}
		out = append(out, l)
	}
	for _, l := range p.Left {
		line := guide.Line{Status: diag.Manual, Text: l.Finding.Summary, Detail: []string{l.Do}, Copy: l.Command}
		if l.Command != "" {
			line.Detail = append(line.Detail, l.Command)
		}
		out = append(out, line)
	}
	for _, v := range p.Verify {
		if v != fix.RememberNote {
			v = "Verified by: " + v
		}
		out = append(out, Say("%s", v))
	}
	return out
}

// Removal is the command that takes an SPN from an account that is known by a name.
func Removal(r *diag.Reader, spn, account string) string {
	c := ad.Change{Op: ad.DeleteValue, Value: spn, Account: account[strings.LastIndexByte(account, '\\')+1:]}
	if f, ok := facts.Account.Get(r, account); ok && f.Known() && f.Value.Name != "" {
		c.Account, c.DN = f.Value.Name, f.Value.DN
	}
	return fix.SetspnCommand(c)
}
