package fix

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// maxTyped is how many accounts are confirmed name by name. Of more the names are
// shown, and their number is typed: nobody reads while typing the tenth name.
const maxTyped = 3

// ConfirmWords are what the operator must type, one after the other: "yes" where
// values are only added to lists of names, otherwise the name of every account that
// loses a value, or whose encryption types, flags or trustees change; of more than
// three accounts their number, such as "4 accounts".
func (p Plan) ConfirmWords() []string { return words(p.Losers()) }

// words are what confirms a change of what some accounts have.
func words(accounts []string) []string {
	switch n := len(accounts); {
	case n == 0:
		return []string{"yes"}
	case n > maxTyped:
		return []string{diag.Count(n, "account")}
	}
	return accounts
}

// typed says whether the account's name must be typed for the change.
func (c Planned) typed() bool {
	return c.Change.Op == ad.DeleteValue || slices.ContainsFunc([]string{attrETypes, attrUAC, attrTrustees}, func(a string) bool {
		return strings.EqualFold(a, c.Change.Attribute)
	})
}

// touched is one account of a plan and how many of its changes are looked at.
type touched struct {
	name    string
	changes int
}

// Losers are the accounts that lose a value, or whose encryption types, flags or
// trustees change, each once and by a name that no other account of the plan has.
func (p Plan) Losers() []string {
	var out []string
	for _, t := range p.touched(Planned.typed) {
		out = append(out, t.name)
	}
	return out
}

// touched are the accounts of some changes, each object once, in the plan's order. Two
// accounts of one name in two domains are told apart by the domain:
// child.contoso.lab\svc-app.
func (p Plan) touched(of func(Planned) bool) []touched {
	objects := map[string]int{} // how many objects have a name
	known, at := map[string]bool{}, map[string]int{}
	for _, c := range p.Changes {
		if dn := strings.ToLower(c.Change.DN); !known[dn] {
			known[dn] = true
			objects[strings.ToLower(c.Change.Account)]++
		}
	}
	var out []touched
	for _, c := range p.Changes {
		dn := strings.ToLower(c.Change.DN)
		switch i, seen := at[dn]; {
		case !of(c):
		case seen:
			out[i].changes++
		default:
			at[dn] = len(out)
			name := cmp.Or(c.Change.Account, c.Change.DN)
			if objects[strings.ToLower(c.Change.Account)] > 1 && c.Change.Account != "" {
				name = ad.DNSDomain(c.Change.DN) + `\` + name
			}
			out = append(out, touched{name, 1})
		}
	}
	return out
}

// losing names every account that loses something, and says how much it loses. A plan
// for more than MaxObjects is refused anyway, or was meant for everything.
func (p Plan) losing() string {
	var parts []string
	all := p.touched(Planned.typed)
	for i, t := range all {
		if i == MaxObjects {
			parts = append(parts, fmt.Sprintf("%d more, in the plan", len(all)-i))
			break
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", t.name, diag.Count(t.changes, "value")))
	}
	return strings.Join(parts, ", ")
}
