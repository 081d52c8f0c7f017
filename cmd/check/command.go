package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
	"adwalk/cmd/engine"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
	"adwalk/diag/walk"
)

type checkOptions struct {
	json, list, all bool
	format, since   string
	facts           engine.FactsOptions
}

// checkRow is one check of the catalogue as --list prints it.
type checkRow struct {
	Code      string        `json:"code"`
	Area      string        `json:"area"`
	Title     string        `json:"title"`
	Severity  diag.Severity `json:"severity"`
	Needs     []string      `json:"needs"`
	DependsOn []string      `json:"depends_on"`
}

// Answer is what the checks said, and its JSON.
type Answer struct {
	Checks   []Status              `json:"checks"`
	Findings []walks.FindingAnswer `json:"findings"`
	Unknown  []walk.NotKnown       `json:"unknown"`
}

// Status is what became of one check.
type Status struct {
	Code   string      `json:"code"`
	Status diag.Status `json:"status"`
	Looked int         `json:"looked_at"`     // subjects judged
	Passed int         `json:"passed"`        // of them as they should be
	Failed int         `json:"failed"`        // of them wrong
	Why    string      `json:"why,omitempty"` // it was skipped, where that can be helped

	fine []diag.Outcome // what passed, for --all
	read bool           // a list of the whole forest that it looks through was read
}

// Command is adwalk check.
func Command(s *app.Session) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [CODE|AREA]…",
		Short: "Run the checks that look at the whole forest, or replay saved facts",
		Long: `Run the checks that need no question answered first: duplicates and look-alikes,
encryption types, delegation, clocks, the login and its caches. The domain controllers
that --server names are compared, and in a domain of up to four all that answer. CODE or
AREA narrows the checks down; --list shows the catalogue. What a single service needs is
asked by a guide: adwalk walk.

What is wrong is printed and what is fine is counted; of many findings of one kind the
first few are shown in full. --all prints everything.

--save-facts keeps what was seen in a file, --redact masks the names in it, and --facts
judges such a file without asking anybody; then every check runs.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.format, "format", "", "print for a pipeline: junit, sarif, prometheus or csv (a row a check and subject)")
	f.StringVar(&o.since, "since", "", "say what was fixed, what is new and what is not known any more since this run (adwalk report --output FILE.json)")
	f.BoolVar(&o.list, "list", false, "list the checks instead of running them")
	f.BoolVar(&o.all, "all", false, "list what is fine too, and every finding of a long list")
	o.facts.Bind(f)
	return cmd
}

func runCheck(ctx context.Context, s *app.Session, o checkOptions, args []string) error {
	chosen, err := Choose(args)
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if o.list {
		return listChecks(s, o, chosen)
	}
	earlier, err := walks.EarlierRun(ctx, s, o.since)
	if err != nil {
		return err
	}
	snap, engine, err := engine.Ground(ctx, s, o.facts)
	if err != nil {
		return err
	}
	w := walk.New(ForestWalk(WithEnvironment(chosen)), walk.Parts{Engine: engine, Epoch: s.EpochName, Facts: func() *diag.Snapshot { return snap }})
	st := w.Run(ctx, walks.Heard(s, walks.Options{JSON: o.json}, nil))
	if err := o.facts.Keep(s, snap); err != nil {
		return err
	}
	if st.Problem != nil {
		return st.Problem
	}
	if o.format != "" || o.since != "" {
		return checkFor(s, o, st, snap, earlier)
	}
	answer := checkAnswerOf(engine, chosen, st, snap)
	if o.json {
		if err := app.WriteJSON(s.Out, answer); err != nil {
			return err
		}
	} else {
		printChecks(s, answer, o.all)
	}
	if c := answer.code(); c != app.ExitOK {
		return app.Exit{Code: c}
	}
	return nil
}

// Choose takes codes and areas; nothing is everything.
func Choose(args []string) ([]diag.Check, error) {
	all := checks.All()
	if len(args) == 0 {
		return all, nil
	}
	var out []diag.Check
	for _, arg := range args {
		n := len(out)
		for _, c := range all {
			if c.Code == arg || c.Area == arg {
				out = append(out, c)
			}
		}
		if len(out) == n {
			return nil, app.Usage(fmt.Sprintf("the check %q", arg), "there is neither a code nor an area of that name", "adwalk check --list shows them")
		}
	}
	return out, nil
}

// environment are the checks whose failure makes every other answer worthless.
var environment = []string{"directory-unreachable", "kdc-unreachable", "login-missing", "clock-skew"}

// WithEnvironment adds them: a check that they block must not look like one
// that found nothing.
func WithEnvironment(chosen []diag.Check) []diag.Check {
	out := slices.Clone(chosen)
	for _, c := range checks.All() {
		if slices.Contains(environment, c.Code) && !slices.ContainsFunc(out, func(o diag.Check) bool { return o.Code == c.Code }) {
			out = append(out, c)
		}
	}
	return out
}

func listChecks(s *app.Session, o checkOptions, chosen []diag.Check) error {
	rows := []checkRow{}
	for _, c := range chosen {
		p, _ := pages.ByCode(c.Code)
		rows = append(rows, checkRow{c.Code, c.Area, p.Title, c.Severity, app.NonNil(c.Needs), app.NonNil(c.DependsOn)})
	}
	if o.json {
		return app.WriteJSON(s.Out, rows)
	}
	for _, r := range rows {
		fmt.Fprintf(s.Out, "%-28s %-11s %-8s %s\n", r.Code, r.Area, r.Severity, r.Title)
	}
	return nil
}

// once are the kinds of facts that exist once, so that nobody needs to say what
// they are about.
var once = []diag.Request{facts.Directory.For(""), facts.Login.For(""), facts.Exchange.For(""), facts.SPNScan.For(""), facts.UniquenessPolicy.For(""),
	facts.Delegation.For(""), facts.Krb5Conf.For(""), facts.Caches.For(""), facts.ReplicaScan.For("")}

// ForestWalk is a walk without questions: the steps of the guides that have
// none, narrowed down to the chosen checks, and a step for the other checks.
func ForestWalk(chosen []diag.Check) guide.Guide {
	g := guide.Guide{ID: "check"}
	left := map[string]diag.Check{}
	for _, c := range chosen {
		left[c.Code] = c
	}
	for _, other := range library.All() {
		if len(other.Inputs) > 0 {
			continue
		}
		for _, st := range other.Steps {
			st.Checks = slices.DeleteFunc(slices.Clone(st.Checks), func(code string) bool { _, ok := left[code]; return !ok })
			if st.Kind != guide.Auto || len(st.Checks) == 0 {
				continue
			}
			st.ID, st.Story = other.ID+"-"+st.ID, nil
			g.Steps = append(g.Steps, st)
		}
	}
	rest := guide.Step{ID: "rest", Title: "the rest"}
	for _, c := range chosen {
		if !slices.ContainsFunc(g.Steps, func(st guide.Step) bool { return slices.Contains(st.Checks, c.Code) }) {
			rest.Checks = append(rest.Checks, c.Code)
		}
	}
	rest.Requests = func(r *diag.Reader) []diag.Request { return onceFor(rest.Checks, left, r) }
	g.Steps = append(g.Steps, rest)
	return g
}

// onceFor asks for what the checks need and exists once, the clocks of those
// who answer, and fresh tickets beside the cached ones.
func onceFor(codes []string, by map[string]diag.Check, r *diag.Reader) []diag.Request {
	needs := map[string]bool{}
	for _, code := range codes {
		for _, n := range by[code].Needs {
			needs[n] = true
		}
	}
	var out []diag.Request
	for _, q := range once {
		if needs[q.Kind] {
			out = append(out, q)
		}
	}
	if needs[facts.Clock.Name] {
		out = append(out, facts.Directory.For(""))
		if f, ok := facts.Directory.Get(r, ""); ok && f.Known() {
			out = append(out, facts.Clock.For(f.Value.Server), facts.Controllers.For(""))
			out = append(out, ask.Clocks(r)...)
		}
	}
	if slices.Contains(codes, "cache-old-ticket") {
		out = append(out, cachedTickets(r)...)
	}
	return out
}

// maxCached bounds how many cached tickets are asked for again.
const maxCached = 50

func cachedTickets(r *diag.Reader) []diag.Request {
	f, ok := facts.Caches.Get(r, "")
	if !ok || !f.Known() || len(f.Value) == 0 {
		return nil
	}
	var out []diag.Request
	for _, t := range f.Value[0].Tickets {
		spn, _, _ := strings.Cut(t.Server, "@")
		if t.Config == "" && !t.Removed && !strings.HasPrefix(spn, "krbtgt/") && strings.Contains(spn, "/") && len(out) < maxCached {
			out = append(out, facts.RenewedTicket.For(spn))
		}
	}
	return out
}

func checkAnswerOf(engine *guide.Engine, chosen []diag.Check, st walk.State, snap *diag.Snapshot) Answer {
	said := walks.AnswerOf(st)
	a := Answer{Checks: []Status{}, Findings: said.Findings, Unknown: said.Unknown}
	if a.Findings == nil {
		a.Findings = []walks.FindingAnswer{}
	}
	if a.Unknown == nil {
		a.Unknown = []walk.NotKnown{}
	}
	by := map[string]diag.Result{}
	for _, res := range engine.Judge(st.Guide, snap) {
		by[res.Code] = res
	}
	for i, c := range WithEnvironment(chosen) {
		res := by[c.Code]
		if res.Status == "" {
			res.Status = diag.Skipped
		}
		if i >= len(chosen) && res.Status != diag.Fail {
			continue
		}
		st := Status{Code: c.Code, Status: res.Status, Looked: len(res.Outcomes), read: lookedThrough(c, snap)}
		for _, oc := range res.Outcomes {
			switch oc.Status {
			case diag.Pass:
				st.Passed++
				st.fine = append(st.fine, oc)
			case diag.Fail:
				st.Failed++
			}
		}
		if f, ok := facts.ReplicaScan.Get(snap.Reader(), ""); ok && !f.Known() && st.Status == diag.Skipped && c.Code == "replica-differs" {
			st.Why = f.Problem.Error()
		}
		a.Checks = append(a.Checks, st)
	}
	return a
}

// lookedThrough says whether a check had a list of the whole forest, or the operator's
// caches, to look through: it may find nothing in it and judge no subject.
func lookedThrough(c diag.Check, snap *diag.Snapshot) bool {
	for _, r := range []diag.Request{facts.SPNScan.For(""), facts.Delegation.For(""), facts.Krb5Conf.For(""), facts.Caches.For(""), facts.ReplicaScan.For("")} {
		if slices.Contains(c.Needs, r.Kind) && snap.Has(r) && snap.Problem(r) == nil {
			return true
		}
	}
	return false
}

// code lets a finding win over what could not be found out.
func (a Answer) code() int {
	if a.idle() {
		return app.ExitUnknown
	}
	if code := walks.FoundCode(a.Findings); code != app.ExitOK {
		return code
	}
	if len(a.Unknown) > 0 {
		return app.ExitUnknown
	}
	for _, c := range a.Checks {
		if c.Status == diag.Unknown || c.Status == diag.Crashed || c.Status == diag.Blocked {
			return app.ExitUnknown
		}
	}
	return app.ExitOK
}

// idle says that none of the checks had anything to look at: that nothing was found is no
// answer then.
func (a Answer) idle() bool {
	return len(a.Findings)+len(a.Unknown) == 0 && !slices.ContainsFunc(a.Checks, func(c Status) bool { return c.Status != diag.Skipped || c.Why != "" || c.read })
}
