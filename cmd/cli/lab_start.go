//go:build !auditor

package cli

import (
	"context"

	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
)

// startLab starts the embedded forest and points the configuration at it.
func (s *Session) startLab(ctx context.Context, cfg session.Config) (session.Config, session.Environment, error) {
	l, err := lab.Start(ctx, lab.Options{Scenario: s.scenario()})
	if err != nil {
		return cfg, session.Environment{}, err
	}
	s.lab = l
	cfg, env := inlab.Configure(l, cfg)
	return cfg, env, nil
}
