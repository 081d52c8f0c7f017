package duplicates

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
)

var duplicateChecks = []string{"spn-duplicate", "spn-lookalike", "spn-alias-conflict", "spn-unicode", "spn-malformed", "spn-uniqueness-off"}

// Guide is the walk through all names of the forest.
func Guide() guide.Guide {
	requests := func(r *diag.Reader) []diag.Request {
		return append(ask.Environment(r), facts.SPNScan.For(""), facts.UniquenessPolicy.For(""))
	}
	return guide.Guide{
		ID:      "duplicates",
		Symptom: "Clean up duplicate SPNs",
		Applies: "forest",
		Intro: "A name that two accounts hold gets no ticket, or the wrong one. This walk compares every name of the forest: the same name twice, a machine's service on another account, and names that only look the same. " +
			"It says which owner is right and how that is known, and leaves the choice open where it is not.",
		Steps: []guide.Step{
			{ID: "scan", Title: "Every SPN of the forest", Short: "All SPNs", Why: "A duplicate shows only when all names are compared.", Requests: requests, Checks: ask.EnvironmentChecks, Story: scanStory,
				Again: append(slices.Clone(ask.EnvironmentKinds), "spn.scan", "directory.uniqueness")},
			{ID: "exact", Title: "The same SPN on several accounts", Short: "Duplicates", Why: "The KDC refuses, or makes a ticket for a key that the service does not have.", Requests: requests, Checks: []string{"spn-duplicate"}, Story: story.Plain},
			{ID: "lookalike", Title: "SPNs that look the same", Short: "Look-alikes", Why: "Invisible and foreign letters get past the directory's own check.", Requests: requests, Checks: []string{"spn-lookalike", "spn-unicode", "spn-malformed"}, Story: story.Plain},
			{ID: "alias", Title: "A machine's services elsewhere", Short: "Alias conflicts", Why: "The explicit name wins over the HOST name that covers it.", Requests: requests, Checks: []string{"spn-alias-conflict"}, Story: aliasStory},
			{ID: "protection", Title: "The directory's own protection", Short: "AD's protection", Why: "Without it duplicates come back.", Requests: requests, Checks: []string{"spn-uniqueness-off"}, Story: story.PlainOr(facts.UniquenessPolicy)},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "Values are deleted one at a time, and only where the right owner is known.", Requests: requests, Checks: duplicateChecks, Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "A new scan finds nothing.", Requests: requests, Checks: duplicateChecks, Story: story.Plain, Again: []string{"spn.scan"}},
		},
	}
}

// aliasStory adds the web names that stand apart from their machine: that is how
// a site with an account of its own is set up, and wrong for every other site.
func aliasStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	f, ok := facts.SPNScan.Get(r, "")
	if !ok || !f.Known() {
		return out
	}
	const most = 20
	for i, g := range f.Value.Apart {
		if i == most {
			return append(out, story.Say("and %d more such names", len(f.Value.Apart)-most))
		}
		holder, machine := g.Holders[0], g.Holders[1]
		if !strings.EqualFold(holder.Value, g.SPN) {
			holder, machine = machine, holder
		}
		out = append(out, story.Say("%s is on %s and not on %s, which holds %s: right only where the site runs as %s", g.SPN, holder.Account.Label(), machine.Account.Label(), machine.Value, holder.Account.Label()))
	}
	return out
}

func scanStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(story.NotRight(results))
	f, ok := facts.SPNScan.Get(r, "")
	switch {
	case !ok:
		return append(out, story.Note(diag.Unknown, "The forest was not searched."))
	case !f.Known() && len(out) > 0: // a failed check has said why
		return out
	case !f.Known():
		return append(out, story.Note(diag.Unknown, "%s", f.Problem.Error()))
	}
	v := f.Value
	where := "the domain; no global catalogue answered"
	if v.Coverage.Forest {
		where = "the whole forest"
	}
	out = append(out, story.Say("%d SPNs on %d accounts were compared, in %s. What this login may not read is not among them.", v.Values, v.Accounts, where))
	if v.Coverage.Note != "" {
		out = append(out, story.Say("%s", v.Coverage.Note))
	}
	return out
}
