//go:build auditor

package app

import (
	"context"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/session"
)

// NoLab is why there is no lab.
func NoLab() error {
	return &ad.Problem{Kind: ad.ProblemUsage, What: "--lab", Why: "the auditor's build has no lab", Do: "use the usual build"}
}

// NewLab starts nothing: see NoLab.
func NewLab(_ context.Context, _ string, cfg session.Config) (EmbeddedLab, session.Config, session.Environment, error) {
	return nil, cfg, session.Environment{}, NoLab()
}

// ScenarioWords are none without a lab.
func ScenarioWords() []cobra.Completion { return nil }
