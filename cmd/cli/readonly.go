package cli

import (
	"context"

	"adwalk/ad"
)

// whyReadOnly says why nothing can be changed, "" when it can.
func (s *Session) whyReadOnly() string {
	switch {
	case !editorLinked:
		return "the auditor's build has no editor in it"
	case s.Flags.ReadOnly:
		return "--read-only or ADWALK_READ_ONLY was given"
	}
	return ""
}

// refuseReadOnly is the refusal of a write by a read-only session, nil when
// writing is allowed.
func (s *Session) refuseReadOnly(what string) error {
	if why := s.whyReadOnly(); why != "" {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: why,
			Do: "look at the plan, copy its commands, or start again without it"}
	}
	return nil
}

// Editor returns the editor of the connected domain controller. A read-only
// session has none.
func (s *Session) Editor(ctx context.Context) (ad.PlanEditor, error) {
	if err := s.refuseReadOnly("changing the directory"); err != nil {
		return nil, err
	}
	e, err := s.epoch(ctx)
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
	return epochPlanEditor{epochEditor{made, e}, made}, nil
}
