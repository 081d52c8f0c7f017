package diag

import (
	"fmt"
	"time"

	"adwalk/ad"
)

// Check judges facts. It reads them through the Reader and nothing else, and
// reports one outcome for every subject it looked at.
type Check struct {
	Code      string   // stable, never reused: "spn-missing"
	Area      string   // env, dns, kdc, clock, cache, account, spn, etype, ticket, delegation, exchange, keytab, ldap
	Severity  Severity // of its findings, unless an outcome says otherwise
	Needs     []string // names of the fact kinds it reads
	DependsOn []string // codes whose findings about the same subject hide this one
	Fix       Fix      // what plans its findings; nil: they are left to do by hand
	Run       func(r *Reader, o *Out)
}

// Fix is a constructor of package fix, which this package does not know.
type Fix interface{ FixName() string }

// Evidence is one line of what was seen.
type Evidence struct {
	Source string    `json:"source"`
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
}

// Seen makes evidence from a source.
func Seen(src ad.Source, format string, args ...any) Evidence {
	return Evidence{Source: src.String(), At: src.At.UTC(), Text: fmt.Sprintf(format, args...)}
}

// Outcome is what a check says of one subject.
type Outcome struct {
	Subject  string
	Status   Status // pass, fail, unknown, blocked
	Verdict  Verdict
	Severity Severity          // of a fail
	Args     map[string]string // for the catalogue's text
	Evidence []Evidence
	Problem  *ad.Problem // of an unknown
	Hides    []string    // further subjects that this finding explains, for dependent checks
	By       string      // of a blocked: the code that hides it
}

// Out gathers the outcomes of one check.
type Out struct {
	list     []Outcome
	severity Severity
}

// Pass says that a subject is as it should be, where the proof holds. Where it
// does not, the subject is not known: nothing that was not read, not asked, not
// answered or contradicted can pass.
func (o *Out) Pass(subject string, verdict Verdict, p Proof, ev ...Evidence) {
	if why := p.Missing(); why != nil {
		o.Unknown(subject, why) // the evidence was gathered for something else
		return
	}
	if verdict == "" {
		verdict = OK
	}
	o.list = append(o.list, Outcome{Subject: subject, Status: Pass, Verdict: verdict, Evidence: ev})
}

// Contradicted says that two sources disagree about a subject, so that neither
// decides. Why names both sides, and do says what settles it.
func (o *Out) Contradicted(subject, what, why, do string, ev ...Evidence) {
	o.Unknown(subject, &ad.Problem{Kind: ad.ProblemContradicted, What: what, Why: "contradicted: " + why, Do: do}, ev...)
}

// Hit reports a finding. Args fill the catalogue's summary.
func (o *Out) Hit(subject string, v Verdict, args map[string]string, ev ...Evidence) *Outcome {
	o.list = append(o.list, Outcome{Subject: subject, Status: Fail, Verdict: v, Severity: o.severity, Args: args, Evidence: ev})
	return &o.list[len(o.list)-1]
}

// Unknown says that a subject could not be judged, and why.
func (o *Out) Unknown(subject string, p *ad.Problem, ev ...Evidence) {
	o.list = append(o.list, Outcome{Subject: subject, Status: Unknown, Verdict: NotChecked, Problem: p, Evidence: ev})
}

// Result is everything a check said, and the status that sums it up.
type Result struct {
	Code     string
	Status   Status
	Outcomes []Outcome
	Crash    string // what a crashed check panicked with
}

// Run runs the checks in the order of their dependencies (a check comes after
// the checks it depends on; otherwise in the given order) and blocks outcomes
// that an earlier finding explains: a failed outcome whose dependency failed
// for the same subject, or for all subjects (subject ""), becomes blocked.
func Run(checks []Check, s *Snapshot) []Result {
	ordered := order(checks)
	failed := map[string]map[string]bool{} // code, folded subject
	var results []Result
	for _, c := range ordered {
		res := runOne(c, s)
		res.Status = Skipped
		for i := range res.Outcomes {
			oc := &res.Outcomes[i]
			if oc.Status == Fail || oc.Status == Unknown {
				if by := hiddenBy(c, oc.Subject, failed); by != "" {
					oc.Status, oc.By = Blocked, by
				}
			}
			if oc.Status == Fail {
				if failed[c.Code] == nil {
					failed[c.Code] = map[string]bool{}
				}
				for _, subject := range append([]string{oc.Subject}, oc.Hides...) {
					failed[c.Code][ad.FoldSPN(subject)] = true
				}
			}
			res.Status = Worse(res.Status, oc.Status)
		}
		if res.Crash != "" {
			res.Status = Crashed
		}
		results = append(results, res)
	}
	return results
}

func hiddenBy(c Check, subject string, failed map[string]map[string]bool) string {
	for _, dep := range c.DependsOn {
		if failed[dep][ad.FoldSPN(subject)] || failed[dep][""] {
			return dep
		}
	}
	return ""
}

func runOne(c Check, s *Snapshot) (res Result) {
	out := &Out{severity: c.Severity}
	defer func() {
		if p := recover(); p != nil {
			res = Result{Code: c.Code, Crash: fmt.Sprint(p)}
		}
	}()
	c.Run(s.Reader(), out)
	return Result{Code: c.Code, Outcomes: out.list}
}

// order sorts checks so that dependencies run first. Dependencies outside the
// list are left out; a cycle keeps the given order.
func order(checks []Check) []Check {
	at := map[string]int{}
	for i, c := range checks {
		at[c.Code] = i
	}
	var out []Check
	state := make([]int, len(checks))
	var visit func(i int)
	visit = func(i int) {
		if state[i] != 0 {
			return
		}
		state[i] = 1
		for _, d := range checks[i].DependsOn {
			if j, ok := at[d]; ok {
				visit(j)
			}
		}
		out = append(out, checks[i])
	}
	for i := range checks {
		visit(i)
	}
	return out
}
