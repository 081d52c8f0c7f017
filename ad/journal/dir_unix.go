//go:build !windows

package journal

import (
	"os"
	"path/filepath"
	"syscall"
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

// nonblock keeps a pipe that takes the file's place from holding the reader up.
const nonblock = syscall.O_NONBLOCK
