package app

import (
	"io"

	"adwalk/diag/explain"
)

// OpenText opens a file that the operator named; - is standard input.
func (s *Session) OpenText(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.input()), nil
	}
	path, err := s.File(path)
	if err != nil {
		return nil, err
	}
	f, err := s.Open(path)
	if err != nil && s.ending().Err() == nil {
		err = Usage("reading "+path, err.Error(), "name a file that you may read")
	}
	return f, err
}

// ReadText reads as much of a text as will be looked at.
func (s *Session) ReadText(path string) (string, error) {
	r, err := s.OpenText(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, explain.MaxText+1))
	if e := s.ending().Err(); e != nil && err != nil {
		return "", e
	}
	if err != nil {
		return "", Usage("reading "+path, err.Error(), "check the file")
	}
	return string(b), nil
}
