package report

import (
	_ "embed"
	"html/template"
	"io"

	"adwalk/diag"
)

//go:embed page.gohtml
var page string

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"clean": clean, "stamp": stamp, "word": word, "edges": edges, "lifetimes": lifetimes, "rows": headerRows,
	"remedy": func(s Section, f diag.Finding) string { return s.remedies[[2]string{f.Code, f.Subject}] },
}).Parse(page))

// HTML writes the report as one page that loads nothing and needs no script.
func HTML(w io.Writer, d Document) error { return pageTemplate.Execute(w, d) }
