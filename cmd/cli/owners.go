package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// recordedSPN is what the directory knows of an SPN in a recording.
type recordedSPN struct {
	SPN    string   `json:"spn"`
	Owners []string `json:"owners"`
	Text   string   `json:"text"`
}

func ownersText(spn string, set lookup.OwnerSet) recordedSPN {
	o := recordedSPN{SPN: spn, Owners: []string{}}
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

// ownersFrom returns the directory for owner look-ups, nil when nobody named a
// server: a ticket alone needs none.
func (s *Session) ownersFrom(ctx context.Context) (ad.Directory, error) {
	if len(s.Flags.Servers) == 0 && !s.Flags.Lab {
		return nil, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no --server was given"}
	}
	conn, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// ownerSet finds who holds the SPN; nil when that is not known, with the reason.
func ownerSet(ctx context.Context, dir ad.Directory, dirErr error, spn string) (*lookup.OwnerSet, string) {
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

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
