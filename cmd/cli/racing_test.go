//go:build race

package cli

// racing says that the race detector watches, which makes a walk several times
// slower.
const racing = true
