//go:build race

package adtest

// Racing says that the race detector watches, which makes a program several times slower
// and larger.
const Racing = true
