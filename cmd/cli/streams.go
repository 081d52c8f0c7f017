package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Streams are the command's three streams.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer

	json bool // errors are written as JSON
}

// terminal says whether a stream is a terminal.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
