package report

import (
	"strings"
	"testing"
)

// A table's page obeys nothing that its values hold, and keeps a text's lines.
func TestSheets(t *testing.T) {
	var b strings.Builder
	if err := SheetHTML(&b, Sheet{Title: "Journal", Heading: []string{"now"}, Head: []string{"account"}, Rows: [][]string{{"<script>x</script>\x1b[2J"}}}); err != nil {
		t.Fatal(err)
	}
	if out := b.String(); strings.Contains(out, "<script") || strings.ContainsRune(out, 0x1b) || !strings.Contains(out, "--fg:") || !strings.Contains(out, "<td>&lt;script") {
		t.Error(out)
	}
	b.Reset()
	if err := SheetHTML(&b, Sheet{Title: "x", Text: "one\ntwo\n"}); err != nil || !strings.Contains(b.String(), "<pre>one\ntwo</pre>") {
		t.Error(err, b.String())
	}
}
