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
	Words  []string // what must be typed, one after the other; never none
	Why    []string // what speaks for care, a sentence each
	Losers []string // the accounts that lose something
	Tier0  bool     // only typing confirms it, never --yes
}

// Typed is what must be typed as part of a sentence: "CAS1$, then CAS2$".
func (d Demand) Typed() string { return strings.Join(d.Words, ", then ") }

// Care is what a dialog shows above its question: who loses something where more
// than one account does, and why a plan is one of tier 0.
func (d Demand) Care() []string {
	var out []string
	if len(d.Losers) > 1 {
		out = append(out, "! "+d.Why[0])
	}
	if d.Tier0 {
		out = append(out, "! "+d.Why[len(d.Why)-1])
	}
	return out
}

// Gate stands before every write, from the command line and from the console: it
// says what the plan's risk demands, and refuses plans for protected objects and
// for many objects unless tier0 allows them. The error is a *ad.Problem. Without a
// directory (nil) only the changes themselves are looked at.
func Gate(ctx context.Context, dir ad.Directory, p Plan, tier0 bool) (Demand, error) {
	d := Demand{Words: p.ConfirmWords(), Losers: p.Losers()}
	switch n := len(d.Losers); n {
	case 0:
		d.Why = append(d.Why, "This adds "+diag.Count(len(p.Changes), "value")+" and takes none away.")
	case 1:
		d.Why = append(d.Why, "This changes what works now; this account may lose Kerberos: "+p.losing()+".")
	default:
		d.Why = append(d.Why, fmt.Sprintf("This changes what works now; these %d accounts may lose Kerberos: %s.", n, p.losing()))
	}
	protected, why, err := protectedAmong(ctx, dir, p)
	if err != nil {
		return Demand{}, err
	}
	if len(why) == 0 {
		return d, nil
	}
	if !tier0 {
		return Demand{}, &ad.Problem{Kind: ad.ProblemRefused, What: "writing: " + p.Title, Why: strings.Join(why, "; "),
			Do: "start adwalk with --allow-tier0 if you mean to change it; --yes does not do it"}
	}
	var names []string
	for _, t := range p.touched(func(c Planned) bool { return c.typed() || protected(c) }) {
		names = append(names, t.name)
	}
	d.Words, d.Tier0, d.Why = words(names), true, append(d.Why, strings.Join(why, "; ")+".")
	return d, nil
}

// protectedAmong says of each protected object of a plan why it is, and that there
// are too many objects, in which case each counts as protected.
func protectedAmong(ctx context.Context, dir ad.Directory, p Plan) (protected func(Planned) bool, why []string, err error) {
	found := map[string]bool{} // by object: whether it is protected
	for _, c := range p.Changes {
		key := strings.ToLower(c.Change.DN)
		if _, known := found[key]; known {
			continue
		}
		found[key] = false
		if dir == nil || len(found) > MaxObjects { // the number is reason enough
			continue
		}
		reason, err := lookup.Protected(ctx, dir, c.Change.DN)
		if err != nil {
			return nil, nil, err
		}
		if reason != "" {
			found[key], why = true, append(why, c.Change.Account+": "+reason)
		}
	}
	many := len(found) > MaxObjects
	if many {
		why = append(why, fmt.Sprintf("%d objects are changed at once", len(found)))
	}
	return func(c Planned) bool { return many || found[strings.ToLower(c.Change.DN)] }, why, nil
}
