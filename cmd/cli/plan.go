package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/diag/guide/library"
	"adwalk/diag/walk"
)

func planCommand(s *Session) *cobra.Command {
	var o walkOptions
	var w writeOptions
	cmd := &cobra.Command{
		Use:   "plan GUIDE",
		Short: "Walk a guide and put its plan into a file, to be reviewed and applied later",
		Long: `Walk a guide and write its plan to a new file: the changes with their reasons,
the objects by DN, GUID and SID, what was read of them and when, before and after,
the commands that do the same, and how to undo it. Nothing is changed.

Somebody else can read the file, and apply it with adwalk apply: everything is read
again then, and a plan whose ground has changed is refused.

Without --output the plan is shown only. adwalk setspn, delegation and enctypes
take --output, too.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runPlan(cmd.Context(), s, o, w, args[0]) },
	}
	f := cmd.Flags()
	o.bind(s, f)
	f.BoolVar(&w.dryRun, "dry-run", false, "show the plan and what would be asked, and write no file")
	w.bindFile(f)
	return cmd
}

func runPlan(ctx context.Context, s *Session, o walkOptions, w writeOptions, id string) error {
	g, ok := library.ByID(id)
	if !ok {
		return usage(fmt.Sprintf("the guide %q", id), "there is none of that name", "adwalk walk lists them")
	}
	if o.facts.load != "" {
		return usage("plan --facts", "the facts of a file may be old, and the directory is not asked", "leave --facts out")
	}
	if w.output != "" {
		if _, err := s.file(w.output); err != nil {
			return err
		}
	}
	s.fitScenario(g.ID)
	base, engine, err := s.ground(ctx, o.facts)
	if err != nil {
		return err
	}
	run := walk.New(g, walk.Parts{Engine: engine, Facts: base.Clone})
	if err := s.inputs(ctx, g, run, base, o); err != nil {
		return err
	}
	st := run.Run(ctx, s.heard(o, nil))
	if err := o.facts.keep(s, run.Snapshot()); err != nil {
		return err
	}
	if st.Problem != nil {
		return st.Problem
	}
	w.json = o.json
	plan := st.Plan
	if plan.Empty() {
		answer := s.answerOfWalk(run, st, o)
		if err := s.report(o, answer); err != nil {
			return err
		}
		if w.output != "" {
			return &ad.Problem{Kind: ad.ProblemNotFound, What: "making a plan of " + id, Why: "there is nothing to write", Do: "no file was made"}
		}
		return nil
	}
	switch {
	case w.output != "" && !w.dryRun:
		err = s.savePlan(ctx, w, plan, g.ID)
	default:
		err = s.rehearse(ctx, w, plan)
	}
	if err == nil && !w.json {
		printChoices(s, plan)
		s.printLeft(plan)
	}
	return err
}
