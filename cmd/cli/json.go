package cli

import (
	"encoding/json"
	"io"
)

// writeJSON writes one indented JSON document. Foreign text is safe in it: JSON
// escapes control characters, and HTML escaping stays off so that names read as
// they are.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
