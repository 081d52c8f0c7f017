package plans

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/safefile"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/diag/planfile"
	"adwalk/ui/safetext"
)

type applyOptions struct {
	WriteOptions
	digest string
}

// applyAnswer is what became of a plan from a file, as JSON.
type applyAnswer struct {
	Plan    planfile.File      `json:"plan"`
	Moved   []string           `json:"moved"`          // what is different since the plan was made
	Applied []ad.ChangeOutcome `json:"applied"`        // in order
	Differs []string           `json:"not_as_planned"` // read back after the write
	Problem *ad.Problem        `json:"problem,omitempty"`
}

// ApplyCommand is adwalk apply.
func ApplyCommand(s *app.Session) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply FILE",
		Short: "Apply a plan that was put into a file (adwalk plan)",
		Long: `Apply a plan from a file. Everything that the plan stands on is read again, before
the question and once more after it; when something is different from what was read
then, the plan is refused and what changed is said. A file that was edited is
refused. The confirmation is that of any other write.

The digest names the plan: --digest takes the one that was reviewed and refuses any
other file.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runApply(cmd.Context(), s, o, args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.JSON, "json", false, "print the answer as JSON")
	f.BoolVar(&o.Yes, "yes", false, "confirm without asking")
	f.BoolVar(&o.DryRun, "dry-run", false, "check the plan against the directory and write nothing")
	f.StringVar(&o.digest, "digest", "", "refuse the file unless its digest is this one (sha256:…)")
	return cmd
}

func runApply(ctx context.Context, s *app.Session, o applyOptions, name string) error {
	f, err := loadPlan(s, name)
	if err != nil {
		return err
	}
	if o.digest != "" && !strings.EqualFold(strings.TrimPrefix(o.digest, "sha256:"), strings.TrimPrefix(f.Digest, "sha256:")) {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "applying " + name, Why: "its digest is " + f.Digest + ", not the one that was given", Do: "ask for the file that was reviewed"}
	}
	if !o.DryRun {
		if err := s.RefuseReadOnly("applying " + name); err != nil {
			return err
		}
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	answer := applyAnswer{Plan: f, Moved: []string{}, Applied: []ad.ChangeOutcome{}, Differs: []string{}}
	err = applyFile(ctx, s, o, f, &answer)
	if o.JSON {
		if p := ad.AsProblem(err, ad.ProblemRefused, "applying "+name); p != nil && p.Kind != "" && p.What != "" {
			answer.Problem = p
		}
		if werr := app.WriteJSON(s.Out, answer); werr != nil {
			return werr
		}
	}
	return err
}

func loadPlan(s *app.Session, name string) (planfile.File, error) {
	path, err := s.File(name)
	if err != nil {
		return planfile.File{}, err
	}
	r, err := safefile.Source(path, 0)
	if err != nil {
		return planfile.File{}, app.Usage("reading "+name, err.Error(), "name a file that adwalk plan wrote")
	}
	defer r.Close()
	if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
		return planfile.File{}, app.Usage("reading "+name, "it is not a regular file", "name a file that adwalk plan wrote")
	}
	return planfile.Load(r)
}

// applyFile checks the ground, asks, checks it again, writes, and reads back.
func applyFile(ctx context.Context, s *app.Session, o applyOptions, f planfile.File, answer *applyAnswer) error {
	dir, plan := app.LazyDirectory{Session: s}, f.Plan()
	if !o.JSON {
		printOrigin(s, f)
		printPlanAs(s, plan, "")
		fmt.Fprintln(s.Out)
	}
	if err := unmoved(ctx, s, f, answer); err != nil {
		return err
	}
	if o.DryRun {
		d, err := fix.Gate(ctx, dir, plan, s.Flags.AllowTier0)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.Err, "adwalk: dry run: the plan still fits the directory; nothing was written. %s To write it, %s would have to be typed.\n", safetext.Printable(strings.Join(d.Why, " ")), safetext.Printable(d.Typed()))
		return nil
	}
	if err := s.Gate(ctx, dir, plan, o.Yes); err != nil {
		return err
	}
	if err := unmoved(ctx, s, f, answer); err != nil { // the question may have stood there for an hour
		return err
	}
	plan.Title += " (plan " + f.Digest + ")"
	outcomes, problem, err := carryOut(ctx, s, o.JSON, plan)
	answer.Applied = outcomes
	if err != nil {
		return err
	}
	if problem != nil {
		return app.NotWritten(problem)
	}
	differs, err := planfile.Reached(ctx, dir, f)
	if err != nil {
		return err
	}
	answer.Differs = append(answer.Differs, differs...)
	if len(differs) > 0 {
		return &ad.Problem{Kind: ad.ProblemProtocol, What: "the plan was written, and the directory is not as planned", Why: strings.Join(differs, "; "), Do: "look at adwalk journal; somebody else may have changed it at the same time"}
	}
	if !o.JSON {
		fmt.Fprintln(s.Out, "Read back: every object is as planned.")
		if f.Guide != "" {
			fmt.Fprintf(s.Out, "Verify it with: adwalk walk %s\n", safetext.Printable(ad.ShellQuote(f.Guide)))
		}
	}
	return nil
}

// unmoved refuses a plan whose ground has changed.
func unmoved(ctx context.Context, s *app.Session, f planfile.File, answer *applyAnswer) error {
	moved, err := planfile.Ground(ctx, app.LazyDirectory{Session: s}, f)
	if err != nil {
		return err
	}
	if len(moved) == 0 {
		return nil
	}
	answer.Moved = moved
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the directory has changed since the plan was made (" + f.Made.At.Format("2006-01-02 15:04:05Z") + ")",
		Why: strings.Join(moved, "\n"), Do: "nothing was written; make the plan again with adwalk plan"}
}

// printOrigin says where a plan comes from.
func printOrigin(s *app.Session, f planfile.File) {
	fmt.Fprintf(s.Out, "%s\nMade %s by %s at %s with %s\n", f.Digest, f.Made.At.Format("2006-01-02 15:04:05Z"), safetext.Printable(f.Made.By), safetext.Printable(f.Made.Server), safetext.Printable(f.Made.Program))
	if f.Made.Reason != "" {
		fmt.Fprintf(s.Out, "Reason: %s\n", safetext.Printable(f.Made.Reason))
	}
	for _, o := range f.Objects {
		fmt.Fprintf(s.Out, "  %s  GUID %s  SID %s\n", safetext.Printable(o.DN), safetext.Printable(o.GUID), safetext.Printable(o.SID))
	}
}
