package ui

import (
	"context"
	"io"
)

// Run opens the console on a terminal and returns when the operator has quit
// or ctx has ended, after every task has stopped.
func Run(ctx context.Context, d Deps, in io.Reader, out io.Writer) error {
	return nil
}
