package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"adwalk/diag"
)

// Markdown writes the report as Markdown.
func Markdown(w io.Writer, d Document) error {
	m := &mark{w: w}
	h := d.Header
	m.line("# Kerberos in %s", md(orDash(h.Realm)))
	m.line("")
	m.line("| | |")
	m.line("|---|---|")
	for _, kv := range headerRows(d) {
		m.line("| %s | %s |", kv[0], md(kv[1]))
	}
	m.line("")
	m.line("%s", md(d.Summary.Text()))
	m.since(d.Since)
	for _, s := range d.Sections {
		m.section(s)
	}
	if len(d.Tickets) > 0 {
		m.line("")
		m.line("## Tickets")
		m.line("")
		m.line("| service | encryption type | from | to |")
		m.line("|---|---|---|---|")
		for _, t := range d.Tickets {
			m.line("| %s | %s | %s | %s |", md(t.Service), md(t.EType), stamp(t.Start), stamp(t.End))
		}
	}
	if len(d.Queries) > 0 {
		m.line("")
		m.line("## Everything that was sent")
		m.line("")
		m.line("%d operations, SHA-256 of the list %s.", len(d.Queries), d.Digest)
		m.line("")
		for _, q := range d.Queries {
			m.line("- %s %s (%s)", stamp(q.At), md(q.Text), md(q.Came()))
		}
	}
	return m.err
}

type mark struct {
	w   io.Writer
	err error
}

func (m *mark) line(format string, args ...any) {
	if m.err == nil {
		_, m.err = fmt.Fprintf(m.w, format+"\n", args...)
	}
}

// since writes what changed since an earlier run.
func (m *mark) since(s *Since) {
	if s == nil {
		return
	}
	m.line("")
	m.line("## Since %s", stamp(s.From))
	m.line("")
	m.line("%s", s.Text())
	if len(s.Changes) == 0 {
		return
	}
	m.line("")
	m.line("| now | check | subject | how that is known |")
	m.line("|---|---|---|---|")
	for _, c := range s.Changes {
		m.line("| %s | %s | %s | %s |", c.Became.Word(), md(c.Code), md(c.Subject), md(c.Why))
	}
}

func (m *mark) section(s Section) {
	m.line("")
	m.line("## %s", md(s.Title))
	if s.Problem != nil {
		m.line("")
		m.line("This part ended early: %s", md(s.Problem.Error()))
	}
	for _, f := range s.Findings {
		m.line("")
		m.line("### %s: %s", f.Severity, md(f.Summary))
		m.line("")
		m.line("`%s`, %s", f.Code, md(f.Subject))
		m.line("")
		for _, e := range f.Evidence {
			m.line("- %s (%s, %s)", md(e.Text), md(e.Source), stamp(e.At))
		}
		if r := s.remedies[[2]string{f.Code, f.Subject}]; r != "" {
			m.line("- do: %s", md(r))
		}
	}
	if len(s.Findings) == 0 {
		m.line("")
		m.line("Nothing wrong was found.")
	}
	if len(s.Unknown) > 0 {
		m.line("")
		m.line("### Not known")
		m.line("")
		for _, u := range s.Unknown {
			m.line("- `%s`: %s", u.Code, md(u.Problem.Error()))
		}
	}
	if len(s.Setspn) > 0 {
		m.line("")
		m.line("### Plan")
		m.line("")
		m.line("```")
		for _, c := range s.Setspn {
			m.line("%s", strings.ReplaceAll(clean(c), "```", "'''"))
		}
		m.line("```")
	}
	for i, o := range s.Applied {
		if i == 0 {
			m.line("")
			m.line("### Done")
			m.line("")
		}
		state := "done"
		if !o.Done {
			state = "not done"
		}
		m.line("- %s: %s", state, md(o.Change.DN+" at "+o.Server))
	}
	if len(s.Passed) > 0 {
		m.line("")
		m.line("### Checked and fine")
		m.line("")
		for _, p := range s.Passed {
			m.line("- `%s` %s", p.Code, md(p.Subject))
		}
	}
}

// md escapes what Markdown and HTML would read as markup.
func md(s string) string {
	return strings.NewReplacer("\\", `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`).Replace(clean(s))
}

// Text is the summary in a sentence.
func (s Summary) Text() string {
	out := fmt.Sprintf("%s, %s, %s. %s, %d checked and fine.", count(s.Errors, "error"), count(s.Warnings, "warning"), count(s.Notices, "notice"), count(s.Unknown, "thing")+" not known", s.Passed)
	if s.Changes > 0 {
		out += fmt.Sprintf(" %s planned, %d applied.", count(s.Changes, "change"), s.Applied)
	}
	return out
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func headerRows(d Document) [][2]string {
	h := d.Header
	mode := strings.Join(h.Mode, ", ")
	if mode == "" {
		mode = "diagnosis, writes allowed after confirmation"
	}
	rows := [][2]string{{"Forest", orDash(h.Forest)}, {"Domain", orDash(h.Domain)}, {"Domain controller", orDash(h.Server)}, {"Identity", orDash(h.Identity)},
		{"Protection", orDash(h.Protection)}, {"Mode", mode}, {"Version", orDash(h.Version)}, {"Time", stamp(h.At)}}
	if d.Redacted {
		rows = append(rows, [2]string{"Names", "masked"})
	}
	return rows
}

func orDash(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// word is a status as people read it.
func word(s diag.Status) string {
	switch s {
	case diag.Pass:
		return "ok"
	case diag.Fail:
		return "wrong"
	case diag.Crashed:
		return "internal error"
	case diag.Manual:
		return "to do by hand"
	}
	return string(s)
}
