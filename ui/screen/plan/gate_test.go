package plan_test

import (
	"context"

	"adwalk/ad"
	"adwalk/diag/fix"
)

// refusing is a gate that lets no plan through.
func refusing(context.Context, fix.Plan) (fix.Demand, error) {
	return fix.Demand{}, &ad.Problem{Kind: ad.ProblemRefused, What: "writing the plan", Why: "CAS1$: it is a domain controller", Do: "start adwalk with --allow-tier0"}
}
