package safefile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// ErrLocked says that another program holds the lock.
var ErrLocked = errors.New("another program holds the lock")

// Lock takes a file for this program; closing the file releases it. Another
// holder is waited for until limit has passed, and not at all when limit is 0:
// the error is then ErrLocked.
func Lock(ctx context.Context, f *os.File, limit time.Duration) error {
	for end := time.Now().Add(limit); ; {
		err := tryLock(f)
		if !errors.Is(err, ErrLocked) {
			return err
		}
		if !time.Now().Before(end) {
			return fmt.Errorf("waited %s: %w", limit, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}
