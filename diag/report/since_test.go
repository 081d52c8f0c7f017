package report

import (
	"bytes"
	"io"
	"testing"
)

// FuzzLoad reads reports of before: what can be read is compared and drawn in every form,
// and nothing changed between a report and itself.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"schema":"` + Schema + `","sections":[{"findings":[{"code":"a","subject":"b"},{"code":"a","subject":"b"}]}]}`))
	f.Add([]byte(`{"schema":"` + Schema + `","sections":null,"queries":[{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Load(bytes.NewReader(b))
		if err != nil {
			return
		}
		if s := Compare(d, d); len(s.New)+len(s.Gone) > 0 {
			t.Errorf("%+v", s)
		}
		for _, form := range []func(io.Writer, Document) error{HTML, Markdown, JSON, CSV} {
			var out bytes.Buffer
			_ = form(&out, d)
			for _, c := range out.String() {
				if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f || c >= 0x80 && c < 0xa0 {
					t.Fatalf("%U reaches the reader of a report", c)
				}
			}
		}
	})
}
