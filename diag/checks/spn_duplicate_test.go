package checks

import (
	"strings"
	"testing"

	"adwalk/diag"
)

// An SPN that no account has is no duplicate, and the evidence says which of the two is
// well: "ok: no account has it" contradicts itself.
func TestNoOwnerIsNoDuplicate(t *testing.T) {
	w := world{diag.NewSnapshot()}
	w.expect("svc", "http/x")
	w.owners("http/x")
	outcomes := diag.Run([]diag.Check{spnDuplicate}, w.Snapshot)[0].Outcomes
	if len(outcomes) != 1 {
		t.Fatalf("judged: %+v", outcomes)
	}
	if o := outcomes[0]; o.Status != diag.Pass || len(o.Evidence) != 1 || !strings.HasPrefix(o.Evidence[0].Text, "no duplicate: no account in ") {
		t.Errorf("%+v", o)
	}
}
