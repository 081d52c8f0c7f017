package apptest

import (
	"testing"

	"adwalk/cmd/app"
)

// Hide keeps attributes of an object in a session's lab from whoever reads it.
func Hide(t *testing.T, s *app.Session, dn string, attributes ...string) {
	t.Helper()
	if err := TheLab(s).Forest.Tree.Hide(dn, attributes...); err != nil {
		t.Fatal(err)
	}
}
