package app

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"

	"github.com/spf13/cobra"

	"adwalk/diag/jsontext"
)

// JSONLines is an output that takes JSON as lines of one object each.
type JSONLines struct{ io.Writer }

// write writes a document as one line, or each element of an array as one.
func (l JSONLines) write(v any) error {
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice {
		for i := range list.Len() {
			if err := l.write(list.Index(i).Interface()); err != nil {
				return err
			}
		}
		return nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // ends the line
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := l.Write(jsontext.Escape(b.Bytes()))
	return err
}

// AsLines turns --ndjson into JSON as lines, and notes how errors are written.
func (s *Session) AsLines(cmd *cobra.Command) error {
	flag := cmd.Flags().Lookup("json")
	if s.Flags.NDJSON {
		if flag == nil {
			return Usage("--ndjson", "adwalk "+cmd.Name()+" has no JSON to print", "leave it out")
		}
		if err := flag.Value.Set("true"); err != nil {
			return err
		}
		s.Out = JSONLines{s.Out}
	}
	s.JSON = flag != nil && flag.Value.String() == "true"
	return nil
}
