//go:build !windows

package ccache

import "errors"

func askLSA() ([]lsaTicket, error) { return nil, errors.ErrUnsupported }

// sessionCaches are the caches that every login of the system has.
func sessionCaches() []string { return nil }
