package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"adwalk/diag"
)

// JUnit writes each check as a test case: a finding is a failure, what is not known
// an error, so that a pipeline that counts failures only does not take it for fine.
func JUnit(w io.Writer, d Document) error {
	type message struct {
		Text string `xml:"message,attr"`
		Body string `xml:",chardata"`
	}
	type testcase struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		Failure *message `xml:"failure,omitempty"`
		Error   *message `xml:"error,omitempty"`
		Skipped *message `xml:"skipped,omitempty"`
	}
	type suite struct {
		XMLName  xml.Name   `xml:"testsuite"`
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Time     string     `xml:"timestamp,attr"`
		Cases    []testcase `xml:"testcase"`
	}
	s := suite{Name: "adwalk " + clean(d.Header.Realm), Time: d.Header.At.UTC().Format("2006-01-02T15:04:05")}
	for _, sec := range d.Sections {
		for _, r := range sec.Rows {
			c := testcase{Class: "adwalk." + r.Area, Name: clean(strings.TrimSpace(r.Check + " " + r.Subject))}
			m := &message{Text: clean(r.Details), Body: clean(r.Remedy)}
			switch diag.Status(r.Status) {
			case diag.Fail:
				c.Failure = m
				s.Failures++
			case diag.Unknown, diag.Crashed:
				c.Error = m
				s.Errors++
			case diag.Blocked, diag.Skipped:
				c.Skipped = m
				s.Skipped++
			}
			s.Tests++
			s.Cases = append(s.Cases, c)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// SARIF writes findings and what is not known as results (SARIF 2.1.0).
func SARIF(w io.Writer, d Document) error {
	type text struct {
		Text string `json:"text"`
	}
	type rule struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Desc text   `json:"shortDescription"`
	}
	type place struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	type location struct {
		Logical []place `json:"logicalLocations"`
	}
	type result struct {
		Rule     string     `json:"ruleId"`
		Level    string     `json:"level"`
		Kind     string     `json:"kind"`
		Message  text       `json:"message"`
		Location []location `json:"locations"`
	}
	rules, results := []rule{}, []result{}
	seen := map[string]bool{}
	at := func(subject string) []location {
		return []location{{[]place{{clean(subject), "object"}}}}
	}
	add := func(code, title string) {
		if !seen[code] {
			seen[code] = true
			rules = append(rules, rule{code, code, text{clean(title)}})
		}
	}
	levels := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning"}
	for _, s := range d.Sections {
		for _, f := range s.Findings {
			add(f.Code, f.Title)
			level := levels[f.Severity]
			if level == "" {
				level = "note"
			}
			results = append(results, result{f.Code, level, "fail", text{clean(f.Summary)}, at(f.Subject)})
		}
		for _, u := range s.Unknown {
			add(u.Code, u.Code)
			results = append(results, result{u.Code, "none", "open", text{clean(u.Problem.Error())}, at(u.Problem.What)})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": []any{map[string]any{
		"tool": map[string]any{"driver": map[string]any{"name": "adwalk", "version": d.Header.Version, "rules": rules}}, "results": results}}})
}

// Prometheus writes gauges in the text format for a textfile collector.
func Prometheus(w io.Writer, d Document) error {
	type key struct{ check, area, status string }
	counts := map[key]int{}
	var order []key
	for _, s := range d.Sections {
		for _, r := range s.Rows {
			k := key{r.Check, r.Area, r.Status}
			if counts[k] == 0 {
				order = append(order, k)
			}
			counts[k]++
		}
	}
	var b strings.Builder
	b.WriteString("# HELP adwalk_subjects Subjects that a check judged, by status.\n# TYPE adwalk_subjects gauge\n")
	for _, k := range order {
		fmt.Fprintf(&b, "adwalk_subjects{server=%s,check=%s,area=%s,status=%s} %d\n", label(d.Header.Server), label(k.check), label(k.area), label(k.status), counts[k])
	}
	fmt.Fprintf(&b, "# HELP adwalk_last_run_timestamp_seconds When the checks ran, in seconds since 1970.\n# TYPE adwalk_last_run_timestamp_seconds gauge\nadwalk_last_run_timestamp_seconds{server=%s} %d\n", label(d.Header.Server), d.Header.At.Unix())
	_, err := io.WriteString(w, b.String())
	return err
}

func label(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(clean(s)) + `"`
}
