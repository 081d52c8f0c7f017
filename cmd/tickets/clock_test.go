package tickets

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
)

// A refusal for the clock says whose is off, and by how much.
func TestTicketSaysTheClocks(t *testing.T) {
	row := rowOf(ad.TicketResult{SPN: "http/web", Error: &ad.KDCError{Code: ad.ErrSkew, ServerTime: time.Now(), Offset: 10 * time.Minute}})
	if !strings.Contains(row.Note, "10m0s ahead of ours") {
		t.Errorf("note %q", row.Note)
	}
}
