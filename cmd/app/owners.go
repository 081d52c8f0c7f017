package app

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

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

// OwnersIfConnected is the directory in use, for owner look-ups; where none is, the
// error says why, and it is no reason to stop.
func (s *Session) OwnersIfConnected(ctx context.Context) (ad.Directory, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		p := *ad.AsProblem(err, ad.ProblemUnreachable, "finding owners")
		p.Kind, p.Err = ad.ProblemNotAsked, err
		return nil, &p
	}
	return dir, nil
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
