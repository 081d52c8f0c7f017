//go:build !race

package adtest

// Racing says whether the race detector watches.
const Racing = false
