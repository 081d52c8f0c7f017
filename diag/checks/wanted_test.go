package checks

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/pages"
)

func TestNoCommandForAnAccountThatNobodyKnows(t *testing.T) {
	for _, tc := range []struct{ owner, want string }{{"", ""}, {"ASA$", "setspn -S http/x ASA$"}} {
		r := diag.NewSnapshot().Reader()
		want := facts.ExpectedValue{Owner: tc.owner}
		args := map[string]string{"subject": "http/x", "owner": ownerLabel(r, want), "account": ownerName(r, want)}
		if got := pages.Catalogue().Command("spn-missing", args); got != tc.want {
			t.Errorf("owner %q: %q", tc.owner, got)
		}
	}
}
