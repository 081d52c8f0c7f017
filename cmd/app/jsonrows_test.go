package app

import (
	"bytes"
	"testing"
)

type row struct {
	DN   string   `json:"dn"`
	SPNs []string `json:"spns"`
}

// An array that is written as its rows arrive reads like one that was written whole.
func TestRowsAreWrittenAsAWholeArrayIs(t *testing.T) {
	for _, list := range [][]row{{}, {{DN: "CN=a", SPNs: []string{"http/a"}}}, {{DN: "CN=a", SPNs: []string{}}, {DN: "CN=b", SPNs: []string{"x/1", "x/2"}}}} {
		var whole, rows bytes.Buffer
		_ = WriteJSON(&whole, list)
		r := JSONRows{Out: &rows}
		for _, v := range list {
			_ = r.Add(v)
		}
		_ = r.End()
		if whole.String() != rows.String() {
			t.Errorf("%s\nis not\n%s", rows.String(), whole.String())
		}
	}
}
