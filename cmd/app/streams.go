package app

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Streams are the command's three streams.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer

	JSON bool // errors are written as JSON
}

// Terminal says whether a stream is a terminal.
func Terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
