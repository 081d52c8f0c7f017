package app

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag/fix"
)

// Gate stands before every write of the command line: it refuses what fix.Gate
// refuses, and asks for the confirmation that the plan's risk demands. nil means that
// the plan may be written. The editor refuses protected objects once more, whoever
// asks it.
func (s *Session) Gate(ctx context.Context, dir ad.Directory, p fix.Plan, yes bool) error {
	if err := s.RefuseReadOnly("writing: " + p.Title); err != nil {
		return err
	}
	if err := s.Start(ctx); err != nil { // the directory may be a lazy one
		return err
	}
	d, err := fix.Gate(ctx, dir, p, s.Flags.AllowTier0)
	if err != nil {
		return err
	}
	why := strings.Join(d.Why, " ")
	if d.Tier0 {
		return s.Ask(ctx, "writing: "+p.Title, "run it in a terminal: a change of tier 0 is always typed", false, why, d.Words...)
	}
	return s.Confirm(ctx, yes, why, d.Words...)
}
