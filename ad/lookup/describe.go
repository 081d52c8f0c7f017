package lookup

import (
	"fmt"
	"strings"
)

// SPNOwners is what the directory knows of one SPN, in words.
type SPNOwners struct {
	SPN    string   `json:"spn"`
	Owners []string `json:"owners"` // distinguished names
	Text   string   `json:"text"`
}

// DescribeOwners says who owns an SPN.
func DescribeOwners(spn string, set OwnerSet) SPNOwners {
	o := SPNOwners{SPN: spn, Owners: []string{}}
	for _, a := range set.Owners {
		o.Owners = append(o.Owners, a.DN)
	}
	switch {
	case len(o.Owners) == 1:
		o.Text = "owner " + o.Owners[0]
	case len(o.Owners) > 1:
		o.Text = "duplicate: " + strings.Join(o.Owners, "; ")
	case len(set.AliasHeld) > 0:
		o.Text = fmt.Sprintf("covered by %s on %s", set.AliasOf, set.AliasHeld[0].DN)
	case !set.Coverage.Forest || set.Coverage.Truncated:
		o.Text = "no owner found where was searched; the search did not cover the whole forest"
	default:
		o.Text = "no account in the forest has this SPN"
	}
	return o
}
