package fix

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

const spnAttribute = "servicePrincipalName"

// AddSPN plans what an operator asks for by hand: an SPN for an account. Owners
// are the accounts of the forest that have it now. An error says why there is
// nothing to plan.
func AddSPN(spn string, to ad.Account, owners []ad.Account) (Plan, error) {
	const what = "adding the SPN"
	parsed, err := ad.ParseSPN(spn)
	if err != nil {
		return Plan{}, err
	}
	spn = parsed.String()
	for _, o := range owners {
		if strings.EqualFold(o.DN, to.DN) {
			return Plan{}, &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: to.Label() + " has " + spn + " already", Do: "nothing needs to be written"}
		}
	}
	if len(owners) > 0 {
		return Plan{}, &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: spn + " is on " + owners[0].Label() + ": a second owner would be a duplicate", Do: "move it instead"}
	}
	c := byHand(spn, to, ad.AddValue)
	c.Effect = "the KDC issues tickets for " + spn + " with the key of " + to.Label()
	return Plan{Title: "add " + spn, Changes: []Planned{c}, Verify: proofByHand}, nil
}

// DeleteSPN plans that an account loses an SPN.
func DeleteSPN(spn string, from ad.Account, owners []ad.Account) Plan {
	c := byHand(spn, from, ad.DeleteValue)
	others := slices.DeleteFunc(slices.Clone(owners), func(o ad.Account) bool { return strings.EqualFold(o.DN, from.DN) })
	if len(others) == 0 {
		c.Effect = "no account has " + spn + " any more"
		c.Risk = "clients using " + spn + " lose Kerberos"
	} else {
		c.Effect = spn + " is left on " + others[0].Label()
		c.Final = true
		c.Risk = "if the service runs as " + from.Label() + ", it cannot decrypt its clients' tickets"
	}
	return Plan{Title: "delete " + spn, Changes: []Planned{c}, Verify: proofByHand}
}

// MoveSPN plans that an SPN goes from one account to another. Owners are all
// that have it now: a move would not end a duplicate with a third one.
func MoveSPN(spn string, from, to ad.Account, owners []ad.Account) (Plan, error) {
	const what = "moving the SPN"
	if strings.EqualFold(from.DN, to.DN) {
		return Plan{}, &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: "it is on " + to.Label() + " already", Do: "name another account"}
	}
	for _, o := range owners {
		if !strings.EqualFold(o.DN, from.DN) {
			return Plan{}, &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it is on " + o.Label() + ", too", Do: "delete it there or here: a duplicate ends when one owner is left"}
		}
	}
	del, add := byHand(spn, from, ad.DeleteValue), byHand(spn, to, ad.AddValue)
	del.MovesTo, add.MovesFrom = to.Name, from.Name
	del.Effect = from.Label() + " is no longer used for " + spn
	add.Effect = "the KDC issues tickets for " + spn + " with the key of " + to.Label()
	del.Risk = "a service that runs as " + from.Label() + " cannot decrypt the new tickets"
	return Plan{Title: "move " + spn, Changes: []Planned{del, add}, Verify: proofByHand}, nil
}

var proofByHand = []string{"reading back from the domain controller", "the SPN's owners, searched again in the forest", RememberNote}

// byHand is one change of an SPN.
func byHand(spn string, a ad.Account, op ad.ChangeOp) Planned {
	kept := len(a.SPNs)
	if op == ad.DeleteValue {
		kept--
		for _, v := range a.SPNs { // the value as it is written there
			if ad.FoldSPN(v) == ad.FoldSPN(spn) {
				spn = v
			}
		}
	}
	return Planned{Change: ad.Change{DN: a.DN, GUID: a.GUID, Account: a.Name, Attribute: spnAttribute, Op: op, Value: spn}, Subject: spn, Kept: max(0, kept)}
}

// Held judges the owners of an SPN after a plan by hand: pass when they are as
// planned. Owners are all accounts of the forest that have it now.
func Held(c ad.Change, owners []ad.Account) (diag.Status, string) {
	has := slices.ContainsFunc(owners, func(o ad.Account) bool { return strings.EqualFold(o.DN, c.DN) })
	switch {
	case c.Op == ad.AddValue && has && len(owners) == 1:
		return diag.Pass, c.Account + " is the one owner of " + c.Value
	case c.Op == ad.AddValue && has:
		return diag.Fail, c.Value + " has several owners"
	case c.Op == ad.AddValue:
		return diag.Fail, c.Account + " does not have " + c.Value
	case has:
		return diag.Fail, c.Account + " still has " + c.Value
	}
	return diag.Pass, c.Account + " no longer has " + c.Value
}
