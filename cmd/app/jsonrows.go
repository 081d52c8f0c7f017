package app

import (
	"bytes"
	"io"
)

// JSONRows writes a JSON array row by row, laid out as WriteJSON would write it
// whole.
type JSONRows struct {
	Out io.Writer
	N   int
}

// Add writes one row.
func (r *JSONRows) Add(v any) error {
	if lines, ok := r.Out.(JSONLines); ok {
		return lines.write(v)
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, v); err != nil {
		return err
	}
	open := ",\n  "
	if r.N == 0 {
		open = "[\n  "
	}
	r.N++
	text := bytes.ReplaceAll(bytes.TrimSpace(b.Bytes()), []byte("\n"), []byte("\n  "))
	_, err := r.Out.Write(append([]byte(open), text...))
	return err
}

// End closes the array; one without rows is written as such.
func (r *JSONRows) End() error {
	if _, ok := r.Out.(JSONLines); ok {
		return nil
	}
	last := "\n]\n"
	if r.N == 0 {
		last = "[]\n"
	}
	_, err := io.WriteString(r.Out, last)
	return err
}
