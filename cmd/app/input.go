package app

import (
	"context"
	"io"
	"os"
)

// input is standard input that is read until ctx ends: the first interrupt ends the
// program also while it waits for a line that nobody types.
func (s *Session) input(ctx context.Context) io.Reader { return &until{ctx: ctx, from: s.In} }

// Open opens a file that the operator named. A pipe that nobody writes to is waited
// for, as other programs do, until ctx ends.
func Open(ctx context.Context, name string) (io.ReadCloser, error) {
	if info, err := os.Stat(name); err != nil || info.Mode().IsRegular() || info.IsDir() {
		return os.Open(name)
	}
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.Open(name)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			return nil, o.err
		}
		return &untilClosed{until{ctx: ctx, from: o.file}, o.file}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type untilClosed struct {
	until
	io.Closer
}

// until reads from what may keep its reader waiting, and no longer than its context
// lasts.
type until struct {
	ctx  context.Context
	from io.Reader
	b    []byte // of the read that is under way; what comes too late stays in it
}

func (u *until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	if u.b == nil {
		u.b = make([]byte, 64<<10)
	}
	type got struct {
		n   int
		err error
	}
	b := u.b[:min(len(p), len(u.b))]
	done := make(chan got, 1)
	go func() {
		n, err := u.from.Read(b)
		done <- got{n, err}
	}()
	select {
	case g := <-done:
		return copy(p, b[:g.n]), g.err
	case <-u.ctx.Done():
		return 0, u.ctx.Err()
	}
}
