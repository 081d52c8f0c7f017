package cli

import (
	"bytes"
	"testing"
)

// An array that is written as its rows arrive reads like one that was written whole.
func TestRowsAreWrittenAsAWholeArrayIs(t *testing.T) {
	for _, list := range [][]accountRow{{}, {{DN: "CN=a", SPNs: []string{"http/a"}}}, {{DN: "CN=a", SPNs: []string{}}, {DN: "CN=b", SPNs: []string{"x/1", "x/2"}}}} {
		var whole, rows bytes.Buffer
		_ = writeJSON(&whole, list)
		r := jsonRows{out: &rows}
		for _, row := range list {
			_ = r.add(row)
		}
		_ = r.end()
		if whole.String() != rows.String() {
			t.Errorf("%s\nis not\n%s", rows.String(), whole.String())
		}
	}
}
