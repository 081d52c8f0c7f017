//go:build !linux

package ccache

import "errors"

func anchorKeyring(keyringName) (int, error) { return 0, errors.ErrUnsupported }

func keysIn(int) ([]kernelKey, error) { return nil, errors.ErrUnsupported }

func keyPayload(int) ([]byte, error) { return nil, errors.ErrUnsupported }

func noKeyRight(error) bool { return false }

func goneKey(error) bool { return false }
