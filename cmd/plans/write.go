package plans

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/diag/planfile"
	"adwalk/ui/safetext"
)

// WriteOptions are those of every command that writes a plan.
type WriteOptions struct {
	JSON, Yes, DryRun bool
	Output, reason    string
}

// Bind defines the options of a write.
func (o *WriteOptions) Bind(f *pflag.FlagSet) {
	f.BoolVar(&o.JSON, "json", false, "print the answer as JSON")
	f.BoolVar(&o.Yes, "yes", false, "confirm without asking")
	f.BoolVar(&o.DryRun, "dry-run", false, "show what would be written and what would be asked, and write nothing")
	o.BindFile(f)
}

// BindFile defines those that save a plan in a file.
func (o *WriteOptions) BindFile(f *pflag.FlagSet) {
	f.StringVar(&o.Output, "output", "", "write the plan to this new file instead, to be reviewed and applied later (adwalk apply)")
	f.StringVar(&o.reason, "reason", "", "with --output: why, such as the number of a change request")
}

// Writes says whether the directory would be changed.
func (o WriteOptions) Writes() bool { return !o.DryRun && o.Output == "" }

// Write does with a plan what the options say: puts it into a file, shows it, or
// passes it through the gate and writes it.
func Write(ctx context.Context, s *app.Session, o WriteOptions, plan fix.Plan) error {
	switch {
	case o.Output != "":
		return SavePlan(ctx, s, o, plan, "")
	case o.DryRun:
		return Rehearse(ctx, s, o, plan)
	case !o.JSON:
		printPlanAs(s, plan, "")
	}
	if err := s.Gate(ctx, app.LazyDirectory{Session: s}, plan, o.Yes); err != nil {
		return err
	}
	outcomes, problem, err := carryOut(ctx, s, o.JSON, plan)
	if err != nil {
		return err
	}
	if o.JSON {
		if len(outcomes) == 1 {
			err = app.WriteJSON(s.Out, outcomes[0])
		} else {
			err = app.WriteJSON(s.Out, outcomes)
		}
		if err != nil {
			return err
		}
	}
	return app.NotWritten(problem)
}

// carryOut writes a plan that passed the gate, and prints each outcome as it comes.
func carryOut(ctx context.Context, s *app.Session, quiet bool, plan fix.Plan) ([]ad.ChangeOutcome, *ad.Problem, error) {
	editor, err := s.Editor(ctx)
	if err != nil {
		return nil, nil, err
	}
	outcomes := []ad.ChangeOutcome{}
	problem := fix.Apply(ctx, plan, editor, func(out ad.ChangeOutcome) {
		outcomes = append(outcomes, out)
		if !quiet {
			PrintOutcome(s, out)
		}
	})
	return outcomes, problem, nil
}

// Rehearse shows a plan and what the gate would ask for it. What the gate would
// refuse is refused here, too.
func Rehearse(ctx context.Context, s *app.Session, o WriteOptions, plan fix.Plan) error {
	if o.JSON {
		if err := app.WriteJSON(s.Out, AnswerOf(plan)); err != nil {
			return err
		}
	} else {
		printPlanAs(s, plan, " (dry run: nothing is written)")
	}
	if plan.Empty() {
		return nil
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	d, err := fix.Gate(ctx, app.LazyDirectory{Session: s}, plan, s.Flags.AllowTier0)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Err, "adwalk: dry run: nothing was written. %s To write it, %s would have to be typed.\n", safetext.Printable(strings.Join(d.Why, " ")), safetext.Printable(d.Typed()))
	return nil
}

// SavePlan puts a plan into a new file.
func SavePlan(ctx context.Context, s *app.Session, o WriteOptions, plan fix.Plan, guide string) error {
	if plan.Empty() {
		return app.Usage("--output "+o.Output, "there is nothing to write", "no file was made")
	}
	name, err := s.File(o.Output)
	if err != nil {
		return err
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	made := planfile.Made{Program: "adwalk " + app.Version, Reason: o.reason}
	if info, err := (app.LazyDirectory{Session: s}).Info(ctx); err == nil {
		made.By = info.As
	}
	f, err := planfile.Take(ctx, app.LazyDirectory{Session: s}, plan, guide, made)
	if err != nil {
		return err
	}
	text, err := f.Encode()
	if err != nil {
		return err
	}
	if p := app.SaveText(name, string(text)); p != nil {
		return p
	}
	if o.JSON {
		return app.WriteJSON(s.Out, f)
	}
	printPlanAs(s, plan, "")
	fmt.Fprintf(s.Out, "\nWritten to %s; nothing was changed in the directory.\nDigest %s\nApply it with: adwalk apply %s\n", safetext.Printable(o.Output), f.Digest, safetext.Printable(ad.ShellQuote(o.Output)))
	return nil
}
