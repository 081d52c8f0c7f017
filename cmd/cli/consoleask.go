package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/diag/checks"
)

// controllersConsole asks every controller as adwalk controllers does.
func (s *Session) controllersConsole(ctx context.Context, account, attribute string) (checks.Controllers, *ad.Problem) {
	a, err := s.compareControllers(ctx, account, attribute)
	return a, ad.AsProblem(err, ad.ProblemUnreachable, "asking the domain controllers")
}
