package app

import (
	"io"
	"os"

	"adwalk/diag/explain"
)

// OpenText opens a file that the operator named; - is standard input.
func (s *Session) OpenText(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.In), nil
	}
	path, err := s.File(path)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, Usage("reading "+path, err.Error(), "name a file that you may read")
	}
	return f, nil
}

// ReadText reads as much of a text as will be looked at.
func (s *Session) ReadText(path string) (string, error) {
	r, err := s.OpenText(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, explain.MaxText+1))
	if err != nil {
		return "", Usage("reading "+path, err.Error(), "check the file")
	}
	return string(b), nil
}
