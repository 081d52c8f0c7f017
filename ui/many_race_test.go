//go:build race

package ui_test

// many is how many rows a long list has: fewer under the race detector, which makes each
// several times slower.
const many = 2_000
