package cli

import (
	"io"
	"os"

	"adwalk/diag/explain"
)

// openText opens a file that the operator named; - is standard input.
func (s *Session) openText(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.In), nil
	}
	path, err := s.file(path)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("reading "+path, err.Error(), "name a file that you may read")
	}
	return f, nil
}

// readText reads as much of a text as will be looked at.
func (s *Session) readText(path string) (string, error) {
	r, err := s.openText(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, explain.MaxText+1))
	if err != nil {
		return "", usage("reading "+path, err.Error(), "check the file")
	}
	return string(b), nil
}
