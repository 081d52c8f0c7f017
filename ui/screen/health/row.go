package health

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
)

// row is one check with all that it said.
type row struct {
	code, area, title             string
	status                        diag.Status
	failed, unknown, passed, held int
	severity                      diag.Severity
	outcomes                      []diag.Outcome
	crash                         string
}

// collate makes a row a check of the results of steps, the worst first.
func collate(results []diag.Result, e *guide.Engine) []row {
	byCode := map[string]*row{}
	var order []string
	for _, r := range results {
		at := byCode[r.Code]
		if at == nil {
			at = &row{code: r.Code, title: r.Code}
			if c, ok := e.Checks[r.Code]; ok {
				at.area, at.severity = c.Area, c.Severity
			}
			if e.Texts != nil {
				at.title = cmp.Or(e.Texts.Title(r.Code), r.Code)
			}
			byCode[r.Code], order = at, append(order, r.Code)
		}
		at.crash = cmp.Or(at.crash, r.Crash)
		at.outcomes = append(at.outcomes, r.Outcomes...)
		for _, o := range r.Outcomes {
			switch o.Status {
			case diag.Fail:
				at.failed++
			case diag.Pass:
				at.passed++
			case diag.Blocked:
				at.held++
			default:
				at.unknown++
			}
		}
	}
	out := make([]row, 0, len(order))
	for _, code := range order {
		r := byCode[code]
		switch {
		case r.crash != "":
			r.status = diag.Crashed
		case r.failed > 0:
			r.status = diag.Fail
		case r.unknown > 0:
			r.status = diag.Unknown
		case r.held > 0:
			r.status = diag.Blocked
		case r.passed > 0:
			r.status = diag.Pass
		default:
			r.status = diag.Skipped // nothing of its kind was there to look at
		}
		out = append(out, *r)
	}
	slices.SortStableFunc(out, func(a, b row) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.area, b.area), strings.Compare(a.code, b.code))
	})
	return out
}

// rank orders rows: what is wrong, by severity, what is not known, the rest.
func rank(r row) int {
	switch r.status {
	case diag.Crashed:
		return 0
	case diag.Fail:
		return 1 + map[diag.Severity]int{diag.Error: 0, diag.Warning: 1, diag.Notice: 2}[r.severity]
	case diag.Unknown:
		return 5
	case diag.Blocked:
		return 6
	case diag.Pass:
		return 7
	}
	return 8
}

// problem says whether a row is one that needs somebody.
func (r row) problem() bool { return rank(r) < 6 }

// count is the row's numbers in words.
func (r row) count() string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{r.failed, "wrong"}, {r.unknown, "unknown"}, {r.held, "blocked"}, {r.passed, "ok"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	if len(parts) == 0 {
		return "nothing to check"
	}
	return strings.Join(parts, ", ")
}

// story is all that a check said: what is wrong with its evidence, what is not
// known with its reason, and what is fine.
func (r row) story(texts diag.Texts) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s, %s: %s\n", r.title, r.code, r.area, r.count())
	if r.crash != "" {
		fmt.Fprintf(&b, "\n‼ internal error, please report it: %s\n", r.crash)
	}
	said := map[string]bool{} // several facts of one subject may tell the same
	for _, want := range []diag.Status{diag.Fail, diag.Unknown, diag.Blocked, diag.Pass} {
		for _, o := range r.outcomes {
			if o.Status != want && (want != diag.Unknown || slices.Contains([]diag.Status{diag.Fail, diag.Pass, diag.Blocked}, o.Status)) {
				continue
			}
			if text := r.paragraph(o, want, texts); !said[text] {
				said[text] = true
				b.WriteString(text)
			}
		}
	}
	return b.String()
}

// paragraph is what is told of one outcome, under the mark of a status.
func (r row) paragraph(o diag.Outcome, want diag.Status, texts diag.Texts) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s %s", marks[want], cmp.Or(o.Subject, r.title))
	if o.Verdict != "" && o.Verdict != diag.OK {
		fmt.Fprintf(&b, "  %s", o.Verdict)
	}
	b.WriteByte('\n')
	if want == diag.Fail && texts != nil {
		args := map[string]string{"subject": o.Subject}
		for k, v := range o.Args {
			args[k] = v
		}
		fmt.Fprintf(&b, "  %s\n", texts.Summary(r.code, args))
	}
	if o.Problem != nil {
		fmt.Fprintf(&b, "  %s\n", o.Problem.Error())
	}
	if o.By != "" {
		fmt.Fprintf(&b, "  says nothing while %s is found\n", o.By)
	}
	for _, e := range o.Evidence {
		fmt.Fprintf(&b, "    %s · %s, %s\n", e.Text, e.Source, e.At.UTC().Format("15:04:05Z"))
	}
	return b.String()
}

var marks = map[diag.Status]string{diag.Fail: "✗", diag.Unknown: "?", diag.Blocked: "‖", diag.Pass: "✓"}
