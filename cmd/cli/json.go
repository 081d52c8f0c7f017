package cli

import (
	"io"

	"adwalk/diag/jsontext"
)

// writeJSON writes one indented JSON document, as jsontext.Encode makes it. On a
// jsonLines the document is one line, and an array one line for each element.
func writeJSON(w io.Writer, v any) error {
	if lines, ok := w.(jsonLines); ok {
		return lines.write(v)
	}
	b, err := jsontext.Encode(v)
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
