package planfile

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"adwalk/diag/fix"
)

// A plan that an earlier version of the program wrote, before files named every account
// that loses something, is still loaded, byte for byte as it is, and asks for all of
// them. The same plan in a file of today names them; there they cannot be left out or
// be others.
func TestPlansOfEarlierVersionsAreLoaded(t *testing.T) {
	text, err := os.ReadFile("testdata/before-confirm-all.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("confirm_all")) {
		t.Fatal("the file is not of an earlier version")
	}
	f, err := Load(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	losers := []string{"FS1$", "svc-app"}
	if f.Confirms != nil || f.Confirm != losers[0] || !slices.Equal(f.Plan().ConfirmWords(), losers) {
		t.Errorf("confirmed by %q, %q; asked for %q", f.Confirm, f.Confirms, f.Plan().ConfirmWords())
	}
	if demand, err := fix.Gate(t.Context(), nil, f.Plan(), false); err != nil || !slices.Equal(demand.Words, losers) {
		t.Errorf("asked for %q, %v", demand.Words, err)
	}
	if again, err := f.derived().Encode(); err != nil || !bytes.Equal(bytes.TrimSpace(again), bytes.TrimSpace(text)) {
		t.Errorf("the file is not written again as it was: %v", err)
	}

	f.Confirms = f.Plan().ConfirmWords()
	today, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if now, err := Load(bytes.NewReader(today)); err != nil || !slices.Equal(now.Confirms, losers) {
		t.Errorf("a file of today: %v", err)
	}
	for _, confirms := range [][]string{{}, {"FS1$"}, {"svc-app", "FS1$"}, {"FS1$", "alice"}} {
		f.Confirms = confirms
		lie, err := f.Encode()
		if err != nil {
			t.Fatal(err)
		}
		// Without any the member is left out, as in a file of an earlier version.
		if _, err := Load(bytes.NewReader(lie)); (err == nil) != (len(confirms) == 0) {
			t.Errorf("confirmed by %q: %v", confirms, err)
		}
	}
	if _, err := Load(strings.NewReader(strings.Replace(string(text), `"version": 1`, `"version": 2`, 1))); err == nil || !strings.Contains(err.Error(), "version is 2") {
		t.Errorf("a file of a later version: %v", err)
	}
}
