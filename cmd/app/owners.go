package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// SPNOwners is what the directory knows of an SPN in a recording.
type SPNOwners struct {
	SPN    string   `json:"spn"`
	Owners []string `json:"owners"`
	Text   string   `json:"text"`
}

// OwnersText says who owns an SPN.
func OwnersText(spn string, set lookup.OwnerSet) SPNOwners {
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

// OwnersFrom returns the directory for owner look-ups, nil when nobody named a
// server: a ticket alone needs none.
func (s *Session) OwnersFrom(ctx context.Context) (ad.Directory, error) {
	if len(s.Flags.Servers) == 0 && !s.Flags.Lab {
		return nil, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no --server was given"}
	}
	conn, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// OwnerSet finds who holds the SPN; nil when that is not known, with the reason.
func OwnerSet(ctx context.Context, dir ad.Directory, dirErr error, spn string) (*lookup.OwnerSet, string) {
	if dir == nil {
		if dirErr != nil {
			return nil, "owners not known: " + dirErr.Error()
		}
		return nil, "owners not known"
	}
	if spn == "" {
		return nil, ""
	}
	found, err := lookup.OwnersWithAlias(ctx, dir, spn)
	if err != nil {
		return nil, "owners not known: " + err.Error()
	}
	return &found, ""
}

// Milliseconds is a time as JSON has it.
func Milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
