package cli

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag/fix"
)

// maxObjects is how many objects may be changed at once without --allow-tier0.
const maxObjects = 25

// gate stands before every write of the command line: it refuses plans for
// protected objects and for many objects, and asks for the confirmation that the
// plan's risk demands. nil means that the plan may be written. The editor refuses
// protected objects once more, whoever asks it.
func (s *Session) gate(ctx context.Context, dir ad.Directory, p fix.Plan, yes bool) error {
	if err := s.refuseReadOnly("writing: " + p.Title); err != nil {
		return err
	}
	word, why := p.ConfirmWord(), "This adds a value that no account has."
	if word != "yes" {
		why = "This deletes, moves or replaces values; " + strings.Join(losers(p), ", ") + " may lose Kerberos."
	}
	protected, account, objects, err := protectedAmong(ctx, dir, p)
	if err != nil {
		return err
	}
	if objects > maxObjects {
		protected = append(protected, fmt.Sprintf("%d objects are changed at once", objects))
	}
	if len(protected) == 0 {
		return s.confirm(yes, why, word)
	}
	if !s.Flags.AllowTier0 {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "writing: " + p.Title, Why: strings.Join(protected, "; "),
			Do: "start adwalk with --allow-tier0 if you mean to change it; --yes does not do it"}
	}
	if word == "yes" {
		word = account
	}
	return s.ask("writing: "+p.Title, "run it in a terminal: a change of tier 0 is always typed", false, strings.Join(protected, "; ")+".", word)
}

// losers lists the accounts from which a value goes, each once.
func losers(p fix.Plan) []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range p.Changes {
		if c.Change.Account != "" && !seen[c.Change.Account] && (c.Change.Op == ad.DeleteValue || p.ConfirmWord() == c.Change.Account) {
			seen[c.Change.Account] = true
			out = append(out, c.Change.Account)
		}
	}
	if len(out) > 5 {
		out = append(out[:5], fmt.Sprintf("%d more", len(out)-5))
	}
	return out
}

// protectedAmong says of each protected object of a plan why it is, names the
// first of them (or the first account of all), and counts the objects.
func protectedAmong(ctx context.Context, dir ad.Directory, p fix.Plan) (why []string, account string, objects int, err error) {
	seen := map[string]bool{}
	for _, c := range p.Changes {
		key := strings.ToLower(c.Change.DN)
		if seen[key] {
			continue
		}
		seen[key] = true
		if account == "" {
			account = c.Change.Account
		}
		if len(seen) > maxObjects { // the number is reason enough
			continue
		}
		reason, err := lookup.Protected(ctx, dir, c.Change.DN)
		if err != nil {
			return nil, "", 0, err
		}
		if reason == "" {
			continue
		}
		if len(why) == 0 {
			account = c.Change.Account
		}
		why = append(why, c.Change.Account+": "+reason)
	}
	return why, account, len(seen), nil
}
