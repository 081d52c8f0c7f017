package cli

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag/fix"
)

// gate stands before every write of the command line: it refuses what fix.Gate
// refuses, and asks for the confirmation that the plan's risk demands. nil means that
// the plan may be written. The editor refuses protected objects once more, whoever
// asks it.
func (s *Session) gate(ctx context.Context, dir ad.Directory, p fix.Plan, yes bool) error {
	if err := s.refuseReadOnly("writing: " + p.Title); err != nil {
		return err
	}
	if err := s.start(ctx); err != nil { // the directory may be a lazy one
		return err
	}
	d, err := fix.Gate(ctx, dir, p, s.Flags.AllowTier0)
	if err != nil {
		return err
	}
	why := strings.Join(d.Why, " ")
	if d.Tier0 {
		return s.ask("writing: "+p.Title, "run it in a terminal: a change of tier 0 is always typed", false, why, d.Word)
	}
	return s.confirm(yes, why, d.Word)
}
