//go:build auditor

package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/session"

	"github.com/spf13/cobra"
)

func noLab() error {
	return &ad.Problem{Kind: ad.ProblemUsage, What: "--lab", Why: "the auditor's build has no lab", Do: "use the usual build"}
}

func newLab(_ context.Context, _ string, cfg session.Config) (embeddedLab, session.Config, session.Environment, error) {
	return nil, cfg, session.Environment{}, noLab()
}

func labCommand(*Session) *cobra.Command {
	return &cobra.Command{Use: "lab", Hidden: true, RunE: func(*cobra.Command, []string) error { return noLab() }}
}

// scenarioWords are none without a lab.
func scenarioWords() []cobra.Completion { return nil }
