//go:build auditor

package cli

import (
	"context"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/session"
)

func noLab() error {
	return &ad.Problem{Kind: ad.ProblemUsage, What: "--lab", Why: "the auditor's build has no lab", Do: "use the usual build"}
}

func newLab(_ context.Context, _ string, cfg session.Config) (embeddedLab, session.Config, session.Environment, error) {
	return nil, cfg, session.Environment{}, noLab()
}

// scenarioWords are none without a lab.
func scenarioWords() []cobra.Completion { return nil }
