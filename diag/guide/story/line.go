package story

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/pages"
)

// Plain tells what the checks said.
func Plain(_ *diag.Reader, results []diag.Result) []guide.Line {
	out := Lines(results)
	if len(out) == 0 {
		return []guide.Line{{Status: diag.Skipped, Text: "Nothing to check here."}}
	}
	return out
}

// Lines turns results into a story: every finding with its evidence and advice,
// what is not known with the reason, then what is right. A subject that anything
// is wrong with is not praised for the rest.
func Lines(results []diag.Result) []guide.Line {
	var bad, open []guide.Line
	good := praise{at: map[string]int{}}
	seen, troubled := map[string]bool{}, map[string]bool{}
	once := func(l guide.Line) {
		if !seen[l.Text] {
			seen[l.Text] = true
			open = append(open, l)
		}
	}
	for _, r := range results {
		if r.Crash != "" {
			open = append(open, guide.Line{Status: diag.Crashed, Text: "the check " + r.Code + " failed: " + r.Crash})
		}
		for _, o := range r.Outcomes {
			if o.Status != diag.Pass {
				troubled[ad.FoldSPN(facts.Spoken(o.Subject))] = true
			}
			switch o.Status {
			case diag.Fail:
				bad = append(bad, found(r.Code, o))
			case diag.Blocked:
				once(guide.Line{Status: diag.Blocked, Text: explained(r.Code, o)})
			case diag.Unknown:
				once(unknown(o))
			case diag.Pass:
				good.add(o)
			}
		}
	}
	return slices.Concat(bad, open, good.without(troubled))
}

// explained says what hides a check. A weak ticket of an account that lists
// nothing is told outright: not every guide has a step that shows etype-unset.
func explained(code string, o diag.Outcome) string {
	if code == "ticket-weak-etype" && o.By == "etype-unset" {
		return facts.Spoken(o.Subject) + ": the account lists no encryption types, so the KDC's own default chose this one (etype-unset); adwalk walk rc4-readiness tells whether it has AES keys"
	}
	if o.Subject == "" {
		return "Not judged: explained by " + o.By
	}
	return facts.Spoken(o.Subject) + ": explained by " + o.By
}

// praise gathers what is right, one line a subject.
type praise struct {
	list []guide.Line
	at   map[string]int // folded subject
}

func (p *praise) add(o diag.Outcome) {
	if o.Subject == "" {
		return
	}
	key := ad.FoldSPN(o.Subject)
	i, ok := p.at[key]
	if !ok {
		i = len(p.list)
		p.at[key] = i
		p.list = append(p.list, guide.Line{Verdict: o.Verdict, Status: diag.Pass, Text: facts.Spoken(o.Subject)})
	}
	l := &p.list[i]
	if o.Verdict != diag.OK {
		l.Verdict = o.Verdict
	}
	for _, e := range evidence(o.Evidence) {
		if !slices.Contains(l.Detail, e) {
			l.Detail = append(l.Detail, e)
		}
	}
}

func (p *praise) without(troubled map[string]bool) []guide.Line {
	return slices.DeleteFunc(p.list, func(l guide.Line) bool { return troubled[ad.FoldSPN(l.Text)] })
}

// found is the line of one finding.
func found(code string, o diag.Outcome) guide.Line {
	texts := pages.Catalogue()
	args := map[string]string{"subject": o.Subject}
	for k, v := range o.Args {
		args[k] = v
	}
	l := guide.Line{Code: code, Subject: o.Subject, Verdict: o.Verdict, Status: diag.Fail, Text: texts.Summary(code, args), Copy: texts.Command(code, args)}
	for i, text := range evidence(o.Evidence) {
		if o.Evidence[i].Text == l.Text {
			text = strings.TrimSpace(strings.TrimPrefix(text, l.Text)) // said already; where it was seen is not
		}
		if text != "" {
			l.Detail = append(l.Detail, text)
		}
	}
	if do := texts.Do(code, args); do != "" {
		l.Do = append(l.Do, ad.Advice{Text: do})
	}
	return l
}

func unknown(o diag.Outcome) guide.Line {
	l := guide.Line{Verdict: diag.NotChecked, Status: diag.Unknown, Text: facts.Spoken(o.Subject), Detail: evidence(o.Evidence)}
	if o.Problem != nil {
		l.Text = facts.Spoken(o.Subject) + ": " + o.Problem.Why
		if o.Problem.Why == "" {
			l.Text = facts.Spoken(o.Subject) + ": " + o.Problem.What
		}
		if do := o.Problem.Advice(); do != (ad.Advice{}) {
			l.Do = append(l.Do, do)
		}
	}
	return l
}

func evidence(list []diag.Evidence) []string {
	var out []string
	for _, e := range list {
		text := e.Text
		if e.Source != "" {
			text += "  [" + source(e.Source)
			if !e.At.IsZero() {
				text += " " + e.At.Format("15:04:05Z")
			}
			text += "]"
		}
		out = append(out, text)
	}
	return out
}

// source names where evidence comes from, for people.
func source(s string) string {
	if kind, _, _ := strings.Cut(s, " "); kind == "derived" {
		return "from the inputs"
	}
	return s
}

// Say is a line of plain text.
func Say(format string, args ...any) guide.Line {
	return guide.Line{Text: fmt.Sprintf(format, args...)}
}

// Sum is the line that sums a step up: what was counted, then the count.
func Sum(what string, c guide.Count) guide.Line {
	return guide.Line{Text: what + ": " + c.String(), Count: c}
}

// UnaskedLine says why what the step is about was not asked, and what to do for it
// to be.
func UnaskedLine(why string, do ...ad.Advice) guide.Line {
	return guide.Line{Status: diag.Skipped, Verdict: diag.NotChecked, Text: why, Do: do}
}

// PlainOr is Plain for a step that rests on facts of one kind. Where some were not asked
// for, which is no finding, it says why.
func PlainOr[T any](k diag.Kind[T]) func(r *diag.Reader, results []diag.Result) []guide.Line {
	return func(r *diag.Reader, results []diag.Result) []guide.Line {
		unasked := Unasked(r, k)
		if len(unasked) == 0 {
			return Plain(r, results)
		}
		return append(Lines(results), unasked...)
	}
}

// Unasked is a line for each reason why facts of a kind were not asked for.
func Unasked[T any](r *diag.Reader, k diag.Kind[T]) []guide.Line {
	var out []guide.Line
	seen := map[string]bool{}
	for _, f := range k.All(r) {
		if f.Known() || f.Problem.Kind != ad.ProblemNotAsked || seen[f.Problem.Error()] {
			continue
		}
		seen[f.Problem.Error()] = true
		out = append(out, UnaskedLine("Not asked: "+f.Problem.Error()))
	}
	return out
}

// Give advises to give an input, such as "name the user" with "user" and "NAME".
func Give(text, key, example string) ad.Advice {
	return ad.Advice{Text: text, Input: key + "=" + example}
}

// Note is a line of plain text with a glyph.
func Note(s diag.Status, format string, args ...any) guide.Line {
	return guide.Line{Status: s, Text: fmt.Sprintf(format, args...)}
}

// Command is a line to copy, with what it does below.
func Command(what, text string) guide.Line {
	return guide.Line{Text: text, Detail: []string{what}, Copy: text}
}

// findingsOf gathers a story's findings, for plans.
func findingsOf(results []diag.Result) []diag.Finding {
	return diag.Findings(results, pages.Catalogue())
}

// counted counts the names that a guide expects by a condition.
func counted(r *diag.Reader, ok func(spn string) bool) guide.Count {
	return countedOf(r, func(string) bool { return true }, ok)
}

// countedOf counts some of the names that a guide expects by a condition.
func countedOf(r *diag.Reader, some, ok func(spn string) bool) (c guide.Count) {
	for _, e := range facts.Expected.All(r) {
		if !some(e.Subject) {
			continue
		}
		right := ok(e.Subject)
		if e.Value.Optional && !right && !contested(r, e.Subject) {
			continue // nobody misses it
		}
		c.All++
		if right {
			c.OK++
		}
	}
	return c
}

// contested says whether some account has an SPN, the right one or not.
func contested(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return ok && own.Known() && len(own.Value.Owners) > 0
}

// NetBIOS is the domain's short name for commands: given, else as the directory
// has it, else the first label of the realm, which is what it mostly is.
func NetBIOS(r *diag.Reader) string {
	if v := guide.Value(r, "domain"); v != "" {
		return v
	}
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() {
		if f.Value.NetBIOS != "" {
			return f.Value.NetBIOS
		}
		label, _, _ := strings.Cut(f.Value.Realm, ".")
		return strings.ToUpper(label)
	}
	return "DOMAIN"
}
