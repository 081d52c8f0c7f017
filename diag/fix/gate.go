package fix

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
)

// MaxObjects is how many objects a plan may change without the leave to change
// tier 0.
const MaxObjects = 25

// Demand is what the risk of a plan asks of the operator before it is written.
type Demand struct {
	Word  string   // what must be typed
	Why   []string // what speaks for care, a sentence each
	Tier0 bool     // only typing confirms it, never --yes
}

// Gate stands before every write, from the command line and from the console: it
// says what the plan's risk demands, and refuses plans for protected objects and
// for many objects unless tier0 allows them. The error is a *ad.Problem. Without a
// directory (nil) only the changes themselves are looked at.
func Gate(ctx context.Context, dir ad.Directory, p Plan, tier0 bool) (Demand, error) {
	d := Demand{Word: p.ConfirmWord()}
	if losers := p.Losers(); len(losers) > 0 {
		if len(losers) > 5 {
			losers = append(losers[:5], fmt.Sprintf("%d more", len(losers)-5))
		}
		d.Why = append(d.Why, "This changes what works now; "+strings.Join(losers, ", ")+" may lose Kerberos.")
	} else {
		d.Why = append(d.Why, "This adds "+diag.Count(len(p.Changes), "value")+" and takes none away.")
	}
	protected, account, err := protectedAmong(ctx, dir, p)
	if err != nil {
		return Demand{}, err
	}
	if len(protected) == 0 {
		return d, nil
	}
	if !tier0 {
		return Demand{}, &ad.Problem{Kind: ad.ProblemRefused, What: "writing: " + p.Title, Why: strings.Join(protected, "; "),
			Do: "start adwalk with --allow-tier0 if you mean to change it; --yes does not do it"}
	}
	if d.Word == "yes" {
		d.Word = account
	}
	d.Tier0, d.Why = true, append(d.Why, strings.Join(protected, "; ")+".")
	return d, nil
}

// protectedAmong says of each protected object of a plan why it is, and that there
// are too many objects; account is the first protected one, or the first of all.
func protectedAmong(ctx context.Context, dir ad.Directory, p Plan) (why []string, account string, err error) {
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
		if dir == nil || len(seen) > MaxObjects { // the number is reason enough
			continue
		}
		reason, err := lookup.Protected(ctx, dir, c.Change.DN)
		if err != nil {
			return nil, "", err
		}
		if reason == "" {
			continue
		}
		if len(why) == 0 {
			account = c.Change.Account
		}
		why = append(why, c.Change.Account+": "+reason)
	}
	if len(seen) > MaxObjects {
		why = append(why, fmt.Sprintf("%d objects are changed at once", len(seen)))
	}
	return why, account, nil
}
