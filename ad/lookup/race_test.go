//go:build race

package lookup

// million is smaller where every access is watched; memory is not judged then.
const (
	million    = 50_000
	judgeBytes = false
)
