package app

import (
	"context"
	"io"

	"adwalk/diag/explain"
)

// OpenText opens a file that the operator named; - is standard input.
func (s *Session) OpenText(ctx context.Context, path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.input(ctx)), nil
	}
	path, err := s.File(path)
	if err != nil {
		return nil, err
	}
	f, err := Open(ctx, path)
	if err != nil && ctx.Err() == nil {
		err = Usage("reading "+path, err.Error(), "name a file that you may read")
	}
	return f, err
}

// ReadText reads as much of a text as will be looked at.
func (s *Session) ReadText(ctx context.Context, path string) (string, error) {
	r, err := s.OpenText(ctx, path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, explain.MaxText+1))
	if e := ctx.Err(); e != nil && err != nil {
		return "", e
	}
	if err != nil {
		return "", Usage("reading "+path, err.Error(), "check the file")
	}
	return string(b), nil
}
