package cli

import (
	"bytes"
	"io"
)

// jsonRows writes a JSON array row by row, laid out as writeJSON would write it
// whole.
type jsonRows struct {
	out io.Writer
	n   int
}

func (r *jsonRows) add(v any) error {
	if lines, ok := r.out.(jsonLines); ok {
		return lines.write(v)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, v); err != nil {
		return err
	}
	open := ",\n  "
	if r.n == 0 {
		open = "[\n  "
	}
	r.n++
	text := bytes.ReplaceAll(bytes.TrimSpace(b.Bytes()), []byte("\n"), []byte("\n  "))
	_, err := r.out.Write(append([]byte(open), text...))
	return err
}

// end closes the array; one without rows is written as such.
func (r *jsonRows) end() error {
	if _, ok := r.out.(jsonLines); ok {
		return nil
	}
	last := "\n]\n"
	if r.n == 0 {
		last = "[]\n"
	}
	_, err := io.WriteString(r.out, last)
	return err
}
