package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/diag/planfile"
	"adwalk/ui/safetext"
)

// writeOptions are those of every command that writes a plan.
type writeOptions struct {
	json, yes, dryRun bool
	output, reason    string
}

func (o *writeOptions) bind(f *pflag.FlagSet) {
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.yes, "yes", false, "confirm without asking")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be written and what would be asked, and write nothing")
	o.bindFile(f)
}

func (o *writeOptions) bindFile(f *pflag.FlagSet) {
	f.StringVar(&o.output, "output", "", "write the plan to this new file instead, to be reviewed and applied later (adwalk apply)")
	f.StringVar(&o.reason, "reason", "", "with --output: why, such as the number of a change request")
}

// writes says whether the directory would be changed.
func (o writeOptions) writes() bool { return !o.dryRun && o.output == "" }

// write does with a plan what the options say: puts it into a file, shows it, or
// passes it through the gate and writes it.
func (s *Session) write(ctx context.Context, o writeOptions, plan fix.Plan) error {
	switch {
	case o.output != "":
		return s.savePlan(ctx, o, plan, "")
	case o.dryRun:
		return s.rehearse(ctx, o, plan)
	case !o.json:
		printPlanAs(s, plan, "")
	}
	if err := s.gate(ctx, lazyDirectory{s}, plan, o.yes); err != nil {
		return err
	}
	outcomes, problem, err := s.carryOut(ctx, o.json, plan)
	if err != nil {
		return err
	}
	if o.json {
		if len(outcomes) == 1 {
			err = writeJSON(s.Out, outcomes[0])
		} else {
			err = writeJSON(s.Out, outcomes)
		}
		if err != nil {
			return err
		}
	}
	return notWritten(problem)
}

// carryOut writes a plan that passed the gate, and prints each outcome as it comes.
func (s *Session) carryOut(ctx context.Context, quiet bool, plan fix.Plan) ([]ad.ChangeOutcome, *ad.Problem, error) {
	editor, err := s.Editor(ctx)
	if err != nil {
		return nil, nil, err
	}
	outcomes := []ad.ChangeOutcome{}
	problem := fix.Apply(ctx, plan, editor, func(out ad.ChangeOutcome) {
		outcomes = append(outcomes, out)
		if !quiet {
			printOutcome(s, out)
		}
	})
	return outcomes, problem, nil
}

// rehearse shows a plan and what the gate would ask for it. What the gate would
// refuse is refused here, too.
func (s *Session) rehearse(ctx context.Context, o writeOptions, plan fix.Plan) error {
	if o.json {
		if err := writeJSON(s.Out, planOf(plan)); err != nil {
			return err
		}
	} else {
		printPlanAs(s, plan, " (dry run: nothing is written)")
	}
	if plan.Empty() {
		return nil
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	d, err := fix.Gate(ctx, lazyDirectory{s}, plan, s.Flags.AllowTier0)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Err, "adwalk: dry run: nothing was written. %s To write it, %s would have to be typed.\n", safetext.Printable(strings.Join(d.Why, " ")), safetext.Printable(d.Word))
	return nil
}

// savePlan puts a plan into a new file.
func (s *Session) savePlan(ctx context.Context, o writeOptions, plan fix.Plan, guide string) error {
	if plan.Empty() {
		return usage("--output "+o.output, "there is nothing to write", "no file was made")
	}
	name, err := s.file(o.output)
	if err != nil {
		return err
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	made := planfile.Made{Program: "adwalk " + Version, Reason: o.reason}
	if info, err := (lazyDirectory{s}).Info(ctx); err == nil {
		made.By = info.As
	}
	f, err := planfile.Take(ctx, lazyDirectory{s}, plan, guide, made)
	if err != nil {
		return err
	}
	text, err := f.Encode()
	if err != nil {
		return err
	}
	if p := saveText(name, string(text)); p != nil {
		return p
	}
	if o.json {
		return writeJSON(s.Out, f)
	}
	printPlanAs(s, plan, "")
	fmt.Fprintf(s.Out, "\nWritten to %s; nothing was changed in the directory.\nDigest %s\nApply it with: adwalk apply %s\n", safetext.Printable(o.output), f.Digest, safetext.Printable(ad.ShellQuote(o.output)))
	return nil
}
