package keytab

import (
	"slices"
	"strings"
)

func foldEqual(a, b string) bool { return strings.EqualFold(a, b) }

// newestFirst sorts by key version, keeping the file's order within one.
func newestFirst(es []Entry) {
	slices.SortStableFunc(es, func(a, b Entry) int {
		switch {
		case a.KVNO > b.KVNO:
			return -1
		case a.KVNO < b.KVNO:
			return 1
		}
		return 0
	})
}
