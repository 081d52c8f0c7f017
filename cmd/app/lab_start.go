//go:build !auditor

package app

import (
	"context"

	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
)

// NewLab starts the embedded forest with a scenario, until ctx ends or it is
// closed, and points a configuration at it.
func NewLab(ctx context.Context, scenario string, cfg session.Config) (EmbeddedLab, session.Config, session.Environment, error) {
	l, err := lab.Start(ctx, lab.Options{Scenario: scenario})
	if err != nil {
		return nil, cfg, session.Environment{}, err
	}
	cfg, env := inlab.Configure(l, cfg)
	return l, cfg, env, nil
}
