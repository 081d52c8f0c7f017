package app

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// flushInput drops what was typed on a console and not read yet.
func flushInput(in io.Reader) {
	if f, ok := in.(*os.File); ok {
		_ = windows.FlushConsoleInputBuffer(windows.Handle(f.Fd()))
	}
}
