//go:build !windows

package journal

import (
	"os"
	"path/filepath"
)

const stateHint = "set XDG_STATE_HOME"

func stateHome() (string, error) {
	if d := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(d) { // the XDG specification wants relative ones ignored
		return d, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "state"), nil
}

// holderCommand lists the programs that have a file open.
func holderCommand(name string) string { return "fuser -v " + name }
