package terminal

import "io"

// file is what the terminal library needs of a terminal to find out its size
// and to switch it to raw input.
type file interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// screenFile is a screen on a real terminal.
type screenFile struct {
	*Screen
	file
}

func (f screenFile) Write(p []byte) (int, error) { return f.Screen.Write(p) }

// Close leaves the terminal open: it belongs to the caller.
func (f screenFile) Close() error { return nil }

// Writer is the screen as the terminal library takes it.
func (s *Screen) Writer() io.Writer {
	if f, ok := s.out.(file); ok {
		return screenFile{s, f}
	}
	return s
}
