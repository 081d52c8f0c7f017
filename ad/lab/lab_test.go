package lab

import (
	"context"
	"testing"
)

// start runs a lab for one test.
func start(t *testing.T, o Options) *Lab {
	t.Helper()
	l, err := Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}
