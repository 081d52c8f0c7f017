package report

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"io"
)

// JSONSchema describes the JSON form (JSON Schema, draft 2020-12).
//
//go:embed schema.json
var JSONSchema string

// JSON writes the report as its schema has it.
func JSON(w io.Writer, d Document) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(printable(d))
}

// CSV writes one line a check and subject.
func CSV(w io.Writer, d Document) error {
	c := csv.NewWriter(w)
	c.Write([]string{"server", "check", "area", "status", "subject", "details", "remedy"})
	for _, s := range d.Sections {
		for _, r := range s.Rows {
			c.Write([]string{cell(r.Server), cell(r.Check), cell(r.Area), cell(r.Status), cell(r.Subject), cell(r.Details), cell(r.Remedy)})
		}
	}
	c.Flush()
	return c.Error()
}

// cell makes a text safe for a spreadsheet, which takes some beginnings for a formula.
func cell(s string) string {
	s = clean(s)
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		return "'" + s
	}
	return s
}
