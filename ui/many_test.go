//go:build !race

package ui_test

// many is how many rows a long list has.
const many = 100_000
