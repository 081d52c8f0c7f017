package lookup

import (
	"fmt"
	"strings"
)

// SPNOwners is what the directory knows of one SPN, in words.
type SPNOwners struct {
	SPN    string   `json:"spn"`
	Owners []string `json:"owners"`          // distinguished names
	State  State    `json:"state,omitempty"` // "" where it is not known
	Text   string   `json:"text"`
}

// State is whether an SPN has an owner.
type State string

// The states. One that is not known has none.
const (
	Owned      State = "owned"
	OwnedTwice State = "duplicate"
	Covered    State = "covered" // by the owner's HOST name
	NotOwned   State = "missing"
)

// DescribeOwners says who owns an SPN.
func DescribeOwners(spn string, set OwnerSet) SPNOwners {
	o := SPNOwners{SPN: spn, Owners: []string{}}
	for _, a := range set.Owners {
		o.Owners = append(o.Owners, a.DN)
	}
	switch {
	case len(o.Owners) == 1:
		o.State, o.Text = Owned, "owner "+o.Owners[0]
	case len(o.Owners) > 1:
		o.State, o.Text = OwnedTwice, "duplicate: "+strings.Join(o.Owners, "; ")
	case len(set.AliasHeld) > 0:
		o.State, o.Text = Covered, fmt.Sprintf("covered by %s on %s", set.AliasOf, set.AliasHeld[0].DN)
	case !set.Coverage.Forest || set.Coverage.Truncated:
		o.Text = "no owner found where was searched; the search did not cover the whole forest"
	default:
		o.State, o.Text = NotOwned, "no account in the forest has this SPN"
	}
	return o
}
