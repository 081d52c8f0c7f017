package journal

import (
	"errors"
	"os"
	"path/filepath"
)

const stateHint = "set LocalAppData"

func stateHome() (string, error) {
	if d := os.Getenv("LocalAppData"); filepath.IsAbs(d) {
		return d, nil
	}
	return "", errors.New("LocalAppData is not set")
}

// holderCommand lists the programs that have a file open.
func holderCommand(name string) string { return "handle.exe " + name }

const nonblock = 0
