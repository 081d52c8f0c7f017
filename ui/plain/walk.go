package plain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
)

// walk walks a guide: it asks for what is missing, says what was found, and
// offers what can be done about it.
func (d *desk) walk(p Parts, g guide.Guide, given map[string]string) error {
	w := walk.New(g, walk.Parts{Engine: p.Engine, Facts: diag.NewSnapshot, Plan: p.Plan, Epoch: p.Epoch, Now: p.Now})
	for _, in := range g.Inputs {
		if v := given[in.Key]; v != "" {
			if err := w.Give(in.Key, v, ad.Source{Kind: "paste", Name: "pasted text", At: p.Now().UTC()}); err == nil {
				d.say("From the text", "%s: %s", in.Title, v)
			}
		}
	}
	d.say("Guide", "%s", g.Symptom)
	st := w.Run(d.ctx, d.hear(g))
	for st.Problem != nil && st.Problem.Kind == ad.ProblemUsage { // an input is missing
		in, missing := needed(g, st)
		if !missing {
			break
		}
		if err := d.give(w, p, in); err != nil {
			return err
		}
		st = w.Run(d.ctx, d.hear(g))
	}
	d.problem(st.Problem)
	for {
		again, err := d.next(p, w, g, &st)
		if err != nil || !again {
			return err
		}
	}
}

// hear says each step's result as it comes.
func (d *desk) hear(g guide.Guide) walk.Sink {
	return func(e walk.Event) {
		switch {
		case e.Kind == walk.StepEnded && e.Result != nil:
			i := slices.IndexFunc(g.Steps, func(s guide.Step) bool { return s.ID == e.Result.ID })
			d.say(fmt.Sprintf("Step %d of %d", i+1, len(g.Steps)), "%s: %s", e.Result.Title, theme.Status(e.Result.Status).Word)
		case e.Kind == walk.Changed && e.Change != nil:
			d.change(*e.Change)
		}
	}
}

// needed is the first input that the walk cannot do without.
func needed(g guide.Guide, st walk.State) (guide.Input, bool) {
	for _, in := range g.Inputs {
		if in.Required && !in.Paste && st.Inputs[in.Key].Value == "" {
			return in, true
		}
	}
	return guide.Input{}, false
}

// give asks for an input until it is one.
func (d *desk) give(w *walk.Walk, p Parts, in guide.Input) error {
	for {
		text, err := d.ask("%s. %s", in.Title, in.Help)
		if err != nil {
			return err
		}
		err = w.Give(in.Key, text, ad.Source{Kind: "operator", At: p.Now().UTC()})
		if err == nil && text != "" {
			return nil
		}
		if err != nil {
			d.say("Problem", "%s", err.Error())
		}
	}
}

// next offers what can be done with a walk. Again is false when the operator is
// done with it.
func (d *desk) next(p Parts, w *walk.Walk, g guide.Guide, st *walk.State) (again bool, err error) {
	d.say("Found", "%s", counted(len(st.Findings), "finding"))
	for i, f := range st.Findings {
		d.say(fmt.Sprintf("  Finding %d", i+1), "%s, %s, %s: %s", f.Severity, f.Code, f.Subject, f.Summary)
	}
	type option struct {
		text string
		do   func() error
	}
	again = true
	options := []option{
		{"say a step's evidence", func() error { return d.evidence(g, *st) }},
		{"walk again", func() error {
			*st = w.Run(d.ctx, d.hear(g))
			d.problem(st.Problem)
			return nil
		}},
		{"choose another guide", func() error { again = false; return nil }},
	}
	switch {
	case !st.Plan.Empty():
		options = append(options, option{"show the plan: " + counted(len(st.Plan.Changes), "change"), func() error { return d.plan(p, w, g, st) }})
	case len(st.Plan.Left) > 0:
		options = append(options, option{"say what is left to do by hand", func() error { return d.plan(p, w, g, st) }})
	}
	if n := len(items(g)); n > 0 {
		options = append(options, option{fmt.Sprintf("check on the servers: %d of %d answered", answered(g, *st), n), func() error { return d.look(p, w, g) }})
	}
	if n := len(st.Plan.Choices); n > 0 {
		options = append(options, option{"decide: " + counted(n, "open question"), func() error { return d.decide(p, w, g, st.Plan.Choices) }})
	}
	if len(g.Inputs) > 0 {
		options = append(options, option{"give or change an input, then walk again", func() error {
			if err := d.input(p, w, g, *st); err != nil {
				return err
			}
			*st = w.Run(d.ctx, d.hear(g))
			d.problem(st.Problem)
			return nil
		}})
	}
	var texts []string
	for _, o := range options {
		texts = append(texts, o.text)
	}
	n, err := d.choose("What next?", texts)
	if err != nil {
		return false, err
	}
	if err := options[n].do(); err != nil {
		return false, err
	}
	if again {
		*st = w.State()
	}
	return again, nil
}

// evidence says all that one step found.
func (d *desk) evidence(g guide.Guide, st walk.State) error {
	var titles []string
	for _, r := range st.Steps {
		titles = append(titles, r.Title+": "+theme.Status(r.Status).Word)
	}
	n, err := d.choose("Which step?", titles)
	if err != nil {
		return err
	}
	if why := g.Steps[n].Why; why != "" {
		d.say("Why", "%s", why)
	}
	for _, l := range st.Steps[n].Lines {
		d.say("  "+theme.Status(l.Status).Word, "%s", l.Text)
		for _, a := range l.Do {
			d.say("    Do", "%s", a.Words(g.Titled))
		}
	}
	for _, r := range st.Steps[n].Results {
		for _, o := range r.Outcomes {
			d.say("  "+theme.Status(o.Status).Word, "%s %s %s", r.Code, o.Subject, o.Verdict)
			for _, e := range o.Evidence {
				d.say("    Seen", "%s (%s, %s)", e.Text, e.Source, e.At.UTC().Format("15:04:05Z"))
			}
			if o.Problem != nil {
				d.say("    Not known", "%s", o.Problem.Error())
			}
		}
	}
	return nil
}

// plan says the plan, asks for the word that confirms it, writes and verifies.
func (d *desk) plan(p Parts, w *walk.Walk, g guide.Guide, st *walk.State) error {
	plan := st.Plan
	for i, c := range plan.Changes {
		d.say(fmt.Sprintf("Change %d", i+1), "%s %s, attribute %s of %s (%s)", c.Change.Op, screen.MarkedText(c.Change.Value), c.Change.Attribute, c.Change.Account, c.Change.DN)
		if c.Risk != "" {
			d.say("  Risk", "%s", c.Risk)
		}
		if c.Final {
			d.say("  Undo", "cannot be undone: AD refuses a duplicate SPN")
		}
	}
	for _, l := range plan.Left {
		d.say("By hand", "%s: %s", l.Finding.Summary, l.Do)
		for c := range strings.SplitSeq(strings.TrimSpace(l.Command), "\n") {
			if c == "" {
				continue
			}
			d.say("  Command", "%s", c)
		}
	}
	if plan.Empty() {
		return nil
	}
	access := p.Access()
	if access.Editor == nil {
		d.say("Refused", "nothing can be written: %s", p.WhyReadOnly)
		return nil
	}
	demand, err := gate(d.ctx, access, plan)
	if err != nil {
		d.problem(ad.AsProblem(err, ad.ProblemRefused, "writing: "+plan.Title))
		return nil
	}
	if demand.Tier0 || len(demand.Losers) > 1 {
		d.say("Risk", "%s", strings.Join(demand.Why, " "))
	}
	if ok, err := d.confirmed(demand, len(plan.Changes)); err != nil || !ok {
		return err
	}
	*st = w.Apply(d.ctx, plan, walk.Writer{Directory: access.Directory, Editor: access.Editor}, d.hear(g))
	d.problem(st.Refused)
	d.problem(st.Problem)
	if v := st.Verdict; v != nil {
		d.say("Verified", "%s", v.Text())
		for _, f := range v.Failing {
			d.say("  Still failing", "%s", f.Summary)
		}
		for _, f := range v.Left {
			d.say("  Left for you to do", "%s", f.Summary)
		}
	}
	return nil
}

// confirmed asks for each word that the plan's risk demands.
func (d *desk) confirmed(demand fix.Demand, changes int) (bool, error) {
	for i, word := range demand.Words {
		nth := ""
		if len(demand.Words) > 1 {
			nth = fmt.Sprintf(" (%d of %d)", i+1, len(demand.Words))
		}
		typed, err := d.ask("Type %s to write %s%s, or anything else to cancel.", word, counted(changes, "change"), nth)
		if err != nil {
			return false, err
		}
		if word == "" || !strings.EqualFold(typed, word) {
			d.say("Cancelled", "nothing was written")
			return false, nil
		}
	}
	return len(demand.Words) > 0, nil
}

// gate is that of every write.
func gate(ctx context.Context, a screen.Access, p fix.Plan) (fix.Demand, error) {
	if a.Gate == nil {
		return fix.Gate(ctx, nil, p, false)
	}
	return a.Gate(ctx, p)
}

// change says what became of one change.
func (d *desk) change(o ad.ChangeOutcome) {
	what := fmt.Sprintf("%s %s on %s", o.Change.Op, screen.MarkedText(o.Change.Value), o.Change.Account)
	switch {
	case o.Problem != nil:
		d.say("Refused", "%s: %s", what, o.Problem.Error())
	case o.Already:
		d.say("Already so", "%s", what)
	case o.Done:
		d.say("Written", "%s, read back from %s", what, o.Server)
	}
}

func counted(n int, noun string) string { return diag.Count(n, noun) }
