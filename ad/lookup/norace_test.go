//go:build !race

package lookup

const (
	million    = 1_000_000
	judgeBytes = true
)
