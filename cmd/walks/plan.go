package walks

import (
	"context"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/plans"
	"adwalk/diag/walk"
)

// PlanCommand is adwalk plan.
func PlanCommand(s *app.Session) *cobra.Command {
	var o Options
	var w plans.WriteOptions
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
	f.BoolVar(&w.DryRun, "dry-run", false, "show the plan and what would be asked, and write no file")
	w.BindFile(f)
	return cmd
}

func runPlan(ctx context.Context, s *app.Session, o Options, w plans.WriteOptions, id string) error {
	g, err := engine.Guide(id)
	if err != nil {
		return err
	}
	if o.Facts.Load != "" {
		return app.Usage("plan --facts", "the facts of a file may be old, and the directory is not asked", "leave --facts out")
	}
	if w.Output != "" {
		if _, err := s.File(w.Output); err != nil {
			return err
		}
	}
	s.FitScenario(g.ID)
	base, engine, err := engine.Ground(ctx, s, o.Facts)
	if err != nil {
		return err
	}
	run := walk.New(g, walk.Parts{Engine: engine, Facts: base.Clone})
	if err := Inputs(ctx, s, g, run, base, o); err != nil {
		return err
	}
	st := run.Run(ctx, Heard(s, o, nil))
	if err := o.Facts.Keep(s, run.Snapshot()); err != nil {
		return err
	}
	if st.Problem != nil {
		return st.Problem
	}
	w.JSON = o.JSON
	plan := st.Plan
	if plan.Empty() {
		answer := answerOfWalk(s, run, st, o)
		if err := tell(s, o, answer); err != nil {
			return err
		}
		if w.Output != "" {
			return &ad.Problem{Kind: ad.ProblemNotFound, What: "making a plan of " + id, Why: "there is nothing to write", Do: "no file was made"}
		}
		return nil
	}
	switch {
	case w.Output != "" && !w.DryRun:
		err = plans.SavePlan(ctx, s, w, plan, g.ID)
	default:
		err = plans.Rehearse(ctx, s, w, plan)
	}
	if err == nil && !w.JSON {
		plans.PrintChoices(s, plan)
		plans.PrintLeft(s, plan)
	}
	return err
}
