package walks

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/plans"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/diag/walk"
	"adwalk/ui/safetext"
)

// Options are those of adwalk walk.
type Options struct {
	JSON   bool
	Set    []string
	From   []string
	decide []string
	apply  bool
	yes    bool
	dryRun bool
	since  string
	Facts  engine.FactsOptions
}

// Command is adwalk walk.
func Command(s *app.Session) *cobra.Command {
	var o Options
	cmd := &cobra.Command{
		Use:   "walk GUIDE",
		Short: "Run a guide to its end and print the findings",
		Long:  walkHelp(),
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listGuides(s, o.JSON)
			}
			return Run(cmd.Context(), s, o, args[0])
		},
	}
	f := cmd.Flags()
	o.bind(s, f)
	f.BoolVar(&o.apply, "apply", false, "apply the plan after confirmation, then walk again")
	f.BoolVar(&o.yes, "yes", false, "confirm the plan without asking (needed when not on a terminal)")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --apply: say what would be written and what would be asked, and write nothing")
	return cmd
}

// bind names the options of a walk.
func (o *Options) bind(s *app.Session, f *pflag.FlagSet) {
	f.BoolVar(&o.JSON, "json", false, "print the walk as JSON")
	f.StringArrayVar(&o.Set, "set", nil, "give an input: KEY=VALUE; lists with commas (repeatable)")
	f.StringArrayVar(&o.From, "from", nil, "read a paste from a file: FILE, or KEY=FILE when it must be one input (repeatable; - is standard input)")
	f.StringArrayVar(&o.decide, "decide", nil, "decide about a subject of the plan: SUBJECT=CHOICE, such as SPN=ACCOUNT for the account that runs it (repeatable)")
	o.Facts.Bind(f)
	f.StringVar(&o.since, "since", "", "say what was fixed, what is new and what is not known any more since this run (adwalk report GUIDE --output FILE.json)")
	f.StringVar(&s.Flags.FrontEndKeytab, "front-end-keytab", "", "keytab with the front end's own key: its delegation is proved at the KDC, which logs every try")
}

func walkHelp() string {
	var b strings.Builder
	b.WriteString("Walk a guide: collect what it needs, judge it, and say what was found, how that is\nknown and what to do. Nothing is changed without --apply.\n\nGuides\n")
	for _, g := range library.All() {
		fmt.Fprintf(&b, "  %-22s %s\n", g.ID, g.Symptom)
	}
	return strings.TrimRight(b.String(), "\n")
}

func listGuides(s *app.Session, asJSON bool) error {
	type row struct {
		ID      string `json:"id"`
		Symptom string `json:"symptom"`
		Applies string `json:"applies"`
	}
	rows := []row{}
	for _, g := range library.All() {
		rows = append(rows, row{g.ID, g.Symptom, g.Applies})
	}
	if asJSON {
		return app.WriteJSON(s.Out, rows)
	}
	for _, r := range rows {
		fmt.Fprintf(s.Out, "%-22s %s (%s)\n", r.ID, r.Symptom, r.Applies)
	}
	return nil
}

// Run walks, prints, and applies when asked.
func Run(ctx context.Context, s *app.Session, o Options, id string) error {
	g, err := engine.Guide(id)
	if err != nil {
		return err
	}
	earlier, err := EarlierRun(ctx, s, o.since)
	if err != nil {
		return err
	}
	s.FitScenario(g.ID)
	base, engine, err := engine.Ground(ctx, s, o.Facts)
	if err != nil {
		return err
	}
	if o.apply && o.Facts.Load != "" {
		return app.Usage("--apply with --facts", "the facts of a file may be old, and no server is asked", "walk again without --facts before you apply")
	}
	w := walk.New(g, walk.Parts{Engine: engine, Epoch: s.EpochName, Facts: base.Clone})
	if err := Inputs(ctx, s, g, w, base, o); err != nil {
		return err
	}
	st := w.Run(ctx, Heard(s, o, nil))
	if err := o.Facts.Keep(s, w.Snapshot()); err != nil {
		return err
	}
	answer := answerOfWalk(s, w, st, o)
	if answer.Since, err = earlier.Compare(documentOf(answer, st)); err != nil {
		return err
	}
	if st.Problem != nil {
		if o.JSON && visited(st) {
			_ = app.WriteJSON(s.Out, answer)
		}
		return st.Problem
	}
	if !o.apply || o.dryRun || st.Plan.Empty() && s.WhyReadOnly() == "" {
		err := tell(s, o, answer)
		if o.apply && !st.Plan.Empty() {
			if d, refused := fix.Gate(ctx, app.LazyDirectory{Session: s}, st.Plan, s.Flags.AllowTier0); refused != nil {
				s.Explain(refused)
			} else {
				fmt.Fprintf(s.Err, "adwalk: dry run: nothing was written. %s To write it, %s would have to be typed.\n", safetext.Printable(strings.Join(d.Why, " ")), safetext.Printable(d.Typed()))
			}
		}
		return err
	}
	return applyWalk(ctx, s, o, w, answer)
}

// visited says whether any step has a result.
func visited(st walk.State) bool {
	return slices.ContainsFunc(st.Steps, func(r guide.StepResult) bool { return r.Status != diag.Pending })
}

// Heard passes on what a walk emits: progress, and each outcome of a write.
func Heard(s *app.Session, o Options, changed func(ad.ChangeOutcome)) walk.Sink {
	progress := engine.Progress(s, o.JSON)
	return func(e walk.Event) {
		switch {
		case e.Kind == walk.Progressed && progress != nil:
			progress(e.Progress.Done, e.Progress.Total, e.Progress.What)
		case e.Kind == walk.Changed && changed != nil:
			changed(*e.Change)
		}
	}
}

// applyWalk confirms and writes the plan, asks again and reports both.
func applyWalk(ctx context.Context, s *app.Session, o Options, w *walk.Walk, answer Answer) error {
	refuse := func(err error) error {
		_ = tell(s, o, answer)
		return err
	}
	if err := s.RefuseReadOnly("applying the plan of " + answer.Guide); err != nil {
		return refuse(err)
	}
	if !o.JSON {
		printWalk(s, answer)
	}
	if err := s.Gate(ctx, app.LazyDirectory{Session: s}, answer.plan, o.yes); err != nil {
		if o.JSON {
			return refuse(err)
		}
		return err
	}
	editor, err := s.Editor(ctx)
	if err != nil {
		return refuse(err)
	}
	st := w.Apply(ctx, answer.plan, walk.Writer{Directory: app.LazyDirectory{Session: s}, Editor: editor}, Heard(s, o, func(out ad.ChangeOutcome) {
		answer.Applied = append(answer.Applied, out)
		if !o.JSON {
			plans.PrintOutcome(s, out)
		}
	}))
	if len(st.Outcomes) == 0 {
		if o.JSON {
			_ = app.WriteJSON(s.Out, answer)
		}
		return st.Refused
	}
	next := answerOfWalk(s, w, st, o)
	answer.After = &next
	if o.JSON {
		if err := app.WriteJSON(s.Out, answer); err != nil {
			return err
		}
	} else {
		printAfter(s, next)
	}
	switch {
	case st.Refused != nil && st.Refused.Kind == ad.ProblemUnreachable, st.Problem != nil:
		return app.Exit{Code: app.ExitUnknown}
	case st.Refused != nil:
		return app.Exit{Code: app.ExitRefused}
	}
	return app.Exit{Code: next.code()}
}

// tell prints a walk and turns it into an exit code.
func tell(s *app.Session, o Options, a Answer) error {
	if o.JSON {
		if err := app.WriteJSON(s.Out, a); err != nil {
			return err
		}
	} else {
		printWalk(s, a)
	}
	if c := a.code(); c != app.ExitOK {
		return app.Exit{Code: c}
	}
	return nil
}
