package show

import "testing"

func TestSpreadsheetsTakeNoValueForAFormula(t *testing.T) {
	if got := cell("=1+1"); got != "'=1+1" {
		t.Errorf("a spreadsheet would take %q for a formula", got)
	}
}
