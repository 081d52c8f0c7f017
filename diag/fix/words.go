package fix

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
)

// RememberNote is what every fix that adds a name is told with.
const RememberNote = "Clients remember for up to 15 minutes that an SPN was unknown; run klist purge on a client to clear that."

func title(p Plan) string {
	adds, deletes := 0, 0
	for _, c := range p.Changes {
		if c.Change.Op == ad.AddValue {
			adds++
		} else {
			deletes++
		}
	}
	switch {
	case adds+deletes == 0 && len(p.Left) == 0:
		return "Nothing to change"
	case adds+deletes == 0:
		return "No automatic fix: this needs your decision"
	}
	switch {
	case deletes == 0:
		return diag.Count(adds, "value") + " to add"
	case adds == 0:
		return diag.Count(deletes, "value") + " to delete"
	}
	return diag.Count(adds, "value") + " to add, " + diag.Count(deletes, "value") + " to delete"
}

// verify lists what will prove the plan, and what to know where a name that
// clients were told to be unknown comes into being. asked says for which names
// the walk asks the KDC.
func verify(p Plan, asked func(spn string) bool) []string {
	if p.Empty() {
		return nil
	}
	out := []string{"every changed object is read back from the domain controller that took the change"}
	spns, adds := map[string]bool{}, false
	for _, c := range p.Changes {
		if c.Change.Attribute == attrSPN && (c.Change.Op == ad.AddValue || c.Final && asked(c.Subject)) {
			spns[ad.FoldSPN(c.Change.Value)] = true
			adds = adds || c.Change.Op == ad.AddValue
		}
	}
	if n := len(spns); n > 0 {
		ticket := "a fresh ticket is requested for the SPN"
		if n > 1 {
			ticket = fmt.Sprintf("a fresh ticket is requested for each of the %d SPNs", n)
		}
		out = append(out, "the owners are searched again in the forest: exactly one for each SPN", ticket)
		if adds {
			out = append(out, RememberNote)
		}
	}
	return out
}
