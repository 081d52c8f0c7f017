package ui

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"adwalk/diag/report"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

// export is a screen as :save writes it as JSON. Fields are added, never renamed.
type export struct {
	Format     string              `json:"format"` // "adwalk-screen"
	Version    int                 `json:"version"`
	Time       time.Time           `json:"time"`
	Realm      string              `json:"realm,omitempty"`
	Server     string              `json:"server,omitempty"`
	Identity   string              `json:"identity,omitempty"`
	Protection string              `json:"protection,omitempty"`
	Lab        bool                `json:"lab,omitempty"`
	Title      string              `json:"title"`
	Notes      []string            `json:"notes,omitempty"` // the sentences above the table
	Rows       []map[string]string `json:"rows,omitempty"`  // of a screen that is a table
	Lines      []string            `json:"lines,omitempty"` // the screen as text
}

// exported is the screen in front in the form that a file's ending stands for,
// or why it cannot be had.
func (m *Model) exported(ext string) (text, why string) {
	body := m.body()
	table, isTable := m.top().screen.(screen.Tabler)
	var head []string
	var rows [][]string
	if isTable {
		head, rows = table.Table()
	}
	if strings.TrimSpace(body) == "" && len(rows) == 0 {
		return "", "there is nothing on this screen to save"
	}
	switch ext {
	case ".json":
		return m.asJSON(body, head, rows), ""
	case ".ldif":
		l, ok := m.top().screen.(screen.LDIFer)
		if !ok || l.LDIF() == "" {
			return "", "there is no object of the directory on this screen"
		}
		return l.LDIF(), ""
	case ".csv":
		if !isTable {
			return "", "this screen is no table: save it as .txt, .md, .json or .html"
		}
		return asCSV(head, rows), ""
	case ".md", ".markdown":
		return m.asMarkdown(body, head, rows), ""
	case ".html", ".htm":
		return m.asHTML(body, head, rows), ""
	}
	return strings.Join(m.heading(), "\n") + "\n\n" + clean(body), ""
}

// preface is what stands above the table of the screen in front.
func (m *Model) preface() []string {
	p, ok := m.top().screen.(screen.Prefacer)
	if !ok {
		return nil
	}
	var out []string
	for _, l := range p.Preface() {
		out = append(out, safetext.Printable(l))
	}
	return out
}

// body is the screen as text. A screen without a report gives what its copy key
// takes.
func (m *Model) body() string {
	s := m.top().screen
	if r, ok := s.(screen.Reporter); ok {
		return r.Report()
	}
	for _, b := range s.Bindings() {
		if b.Why == "" && slices.Contains(b.Keys, "y") {
			if copied, ok := s.Handle(b.Intent).(screen.Copy); ok {
				return copied.Text
			}
		}
	}
	return ""
}

// heading says what a file is of: when, where, as whom.
func (m *Model) heading() []string {
	st := m.world.Status
	protection := st.Protection
	if protection == "" {
		protection = "not connected"
	}
	out := []string{"adwalk  " + m.setup.now().UTC().Format("2006-01-02 15:04:05Z"), m.top().screen.Title(),
		strings.Join([]string{st.Realm, st.Server, st.Identity, protection}, "  ")}
	for i := range out {
		out[i] = safetext.Printable(out[i])
	}
	return out
}

// clean makes values printable and keeps the layout: line ends and tabs.
func clean(body string) string {
	var out strings.Builder
	for l := range strings.SplitSeq(strings.TrimRight(strings.ReplaceAll(body, "\r\n", "\n"), "\n"), "\n") {
		cells := strings.Split(l, "\t")
		for i := range cells {
			cells[i] = safetext.Printable(cells[i])
		}
		out.WriteString(strings.TrimRight(strings.Join(cells, "\t"), " ") + "\n")
	}
	return out.String()
}

func (m *Model) asJSON(body string, head []string, rows [][]string) string {
	st := m.world.Status
	e := export{Format: "adwalk-screen", Version: 1, Time: m.setup.now().UTC(), Realm: st.Realm, Server: st.Server, Identity: st.Identity, Protection: st.Protection,
		Lab: st.Lab, Title: m.top().screen.Title()}
	if len(rows) > 0 {
		e.Notes = m.preface()
	}
	for _, r := range rows {
		row := map[string]string{}
		for i, name := range head {
			if i < len(r) {
				row[name] = r[i]
			}
		}
		e.Rows = append(e.Rows, row)
	}
	if len(rows) == 0 {
		e.Lines = strings.Split(strings.TrimRight(clean(body), "\n"), "\n")
	}
	data, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return ""
	}
	return string(data) + "\n"
}

// asCSV is a table after RFC 4180. A cell that a spreadsheet would take for a
// formula begins with an apostrophe.
func asCSV(head []string, rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(head)
	for _, r := range rows {
		out := make([]string, len(r))
		for i, c := range r {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				c = "'" + c
			}
			out[i] = c
		}
		_ = w.Write(out)
	}
	w.Flush()
	return b.String()
}

func (m *Model) asMarkdown(body string, head []string, rows [][]string) string {
	h := m.heading()
	var b strings.Builder
	b.WriteString("# " + h[1] + "\n\n" + h[0] + "  \n" + h[2] + "\n\n")
	if len(rows) == 0 {
		fence := "```"
		for strings.Contains(body, fence) {
			fence += "`"
		}
		return b.String() + fence + "\n" + clean(body) + fence + "\n"
	}
	escaped := strings.NewReplacer("|", "\\|", "<", "&lt;")
	for _, l := range m.preface() {
		b.WriteString(escaped.Replace(l) + "\n\n")
	}
	line := func(cells []string) {
		b.WriteString("|")
		for _, c := range cells {
			b.WriteString(" " + escaped.Replace(safetext.Printable(c)) + " |")
		}
		b.WriteByte('\n')
	}
	line(head)
	b.WriteString("|" + strings.Repeat("---|", len(head)) + "\n")
	for _, r := range rows {
		line(r)
	}
	return b.String()
}

func (m *Model) asHTML(body string, head []string, rows [][]string) string {
	h := m.heading()
	sheet := report.Sheet{Title: h[1], Heading: []string{h[0], h[2]}, Head: head, Rows: rows, Text: body}
	if len(rows) == 0 {
		sheet.Head = nil
	} else {
		sheet.Heading = append(sheet.Heading, m.preface()...)
	}
	var b strings.Builder
	if err := report.SheetHTML(&b, sheet); err != nil {
		return ""
	}
	return b.String()
}
