package app

import (
	"context"

	"adwalk/ad"
)

// WhyReadOnly says why nothing can be changed, "" when it can.
func (s *Session) WhyReadOnly() string {
	switch {
	case !editorLinked:
		return "the auditor's build has no editor in it"
	case s.Flags.ReadOnly:
		return "--read-only or ADWALK_READ_ONLY was given"
	}
	return ""
}

// RefuseReadOnly is the refusal of a write by a read-only session, nil when
// writing is allowed.
func (s *Session) RefuseReadOnly(what string) error {
	if why := s.WhyReadOnly(); why != "" {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: why,
			Do: "look at the plan, copy its commands, or start again without it"}
	}
	return nil
}

// Editor returns the editor of the connected domain controller. A read-only
// session has none.
func (s *Session) Editor(ctx context.Context) (ad.PlanEditor, error) {
	if err := s.RefuseReadOnly("changing the directory"); err != nil {
		return nil, err
	}
	e, err := s.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	conn, err := e.Conn(ctx)
	if err != nil {
		return nil, err
	}
	made, err := newEditor(s, conn, e.Operator())
	if err != nil {
		return nil, err
	}
	return epochPlanEditor{EpochEditor{made, e}, made}, nil
}
