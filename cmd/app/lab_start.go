//go:build !auditor

package app

import (
	"cmp"
	"context"
	"os"

	"adwalk/ad"
	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
)

// NewLab starts the embedded forest with a scenario, until ctx ends or it is
// closed, and points a configuration at it.
func NewLab(ctx context.Context, scenario string, cfg session.Config) (EmbeddedLab, session.Config, session.Environment, error) {
	l, err := lab.Start(ctx, lab.Options{Scenario: scenario})
	if err != nil {
		// Not a mistake on the command line, whatever the machine lacks: a port, memory,
		// a folder for its files.
		p := ad.AsProblem(err, ad.ProblemUnreachable, "starting the lab")
		p.Do = cmp.Or(p.Do, "check that this user may open ports on 127.0.0.1 and write to "+os.TempDir())
		return nil, cfg, session.Environment{}, p
	}
	cfg, env := inlab.Configure(l, cfg)
	return l, cfg, env, nil
}
