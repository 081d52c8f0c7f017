package report

import (
	"html/template"
	"io"
	"strings"
)

// Sheet is a table, or a text, that belongs to no walk.
type Sheet struct {
	Title   string
	Heading []string // of when, where and as whom
	Head    []string // of the table's columns
	Rows    [][]string
	Text    string // in place of a table; its lines stay lines
}

// style is how every page of a report looks.
func style() template.CSS {
	_, rest, _ := strings.Cut(page, "<style>\n")
	css, _, _ := strings.Cut(rest, "</style>")
	return template.CSS(css) //nolint:gosec // it is our own, embedded
}

// lines makes a text printable and keeps its lines.
func lines(s string) string {
	out := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := range out {
		out[i] = clean(out[i])
	}
	return strings.Join(out, "\n")
}

var sheetTemplate = template.Must(template.New("sheet").Funcs(template.FuncMap{"clean": clean, "lines": lines, "style": style}).Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{clean .Title}}</title>
<style>
{{style}}</style>
</head>
<body>
<h1>{{clean .Title}}</h1>
{{range .Heading}}<p class="soft">{{clean .}}</p>
{{end}}<main>
{{if .Head}}<table>
<thead><tr>{{range .Head}}<th scope="col">{{clean .}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range .}}<td>{{clean .}}</td>{{end}}</tr>
{{end}}</tbody>
</table>{{else}}<pre>{{lines .Text}}</pre>{{end}}
</main>
</body>
</html>
`))

// SheetHTML writes a sheet as one page that loads nothing and needs no script.
func SheetHTML(w io.Writer, s Sheet) error { return sheetTemplate.Execute(w, s) }
