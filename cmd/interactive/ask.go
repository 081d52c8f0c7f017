package interactive

import (
	"context"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/controllers"
	"adwalk/diag/checks"
)

// ControllersConsole asks every controller as adwalk controllers does.
func ControllersConsole(ctx context.Context, s *app.Session, account, attribute string) (checks.Controllers, *ad.Problem) {
	a, err := controllers.CompareControllers(ctx, s, account, attribute)
	return a, ad.AsProblem(err, ad.ProblemUnreachable, "asking the domain controllers")
}
