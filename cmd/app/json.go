package app

import (
	"io"

	"adwalk/diag/jsontext"
)

// WriteJSON writes one indented JSON document, as jsontext.Encode makes it. On a
// jsonLines the document is one line, and an array one line for each element.
func WriteJSON(w io.Writer, v any) error {
	if lines, ok := w.(JSONLines); ok {
		return lines.write(v)
	}
	b, err := jsontext.Encode(v)
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

// NonNil makes JSON of no strings an empty array.
func NonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
