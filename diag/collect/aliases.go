package collect

import (
	"context"
	"sync"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// aliases keeps the directory's list of names that HOST stands for: it is the same
// for every SPN of a walk. The list that is taken where it cannot be read is not kept.
type aliases struct {
	mu   sync.Mutex
	read lookup.Aliases
}

func (a *aliases) of(ctx context.Context, d ad.Directory) (lookup.Aliases, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.read.Empty() {
		return a.read, nil
	}
	got, err := lookup.HostAliases(ctx, d)
	if err == nil && !got.Default {
		a.read = got
	}
	return got, err
}
