package plans

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// Edit makes the plan of a single edit and writes it, or does what the options say.
func Edit(ctx context.Context, s *app.Session, o WriteOptions, what string, plan func(context.Context, ad.Directory) (fix.Plan, error)) error {
	if o.Writes() {
		if err := s.RefuseReadOnly(what); err != nil {
			return err
		}
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	p, err := plan(ctx, dir)
	if err != nil {
		return err
	}
	for _, c := range p.Changes {
		if c.Writable != nil && !*c.Writable {
			fmt.Fprintf(s.Err, "adwalk: note: the directory does not list %s of %s among what you may write\n", c.Change.Attribute, safetext.Printable(c.Change.Account))
		}
	}
	return Write(ctx, s, o, p)
}
