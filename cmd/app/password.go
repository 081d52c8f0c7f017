package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxPassword bounds what is read as a password, in bytes.
const maxPassword = 4096

// password reads the password from the file the operator named, or asks on the
// terminal without echo. It is never taken from the command line.
func (s *Session) password(ctx context.Context) ([]byte, error) {
	notDumpable()
	switch path := s.Flags.PasswordFile; path {
	case "":
		return s.prompt(ctx)
	case "-":
		return firstLine(s.input(ctx), "standard input")
	default:
		f, err := Open(ctx, path)
		if err != nil {
			return nil, Usage("reading the password file", err.Error(), "name a file that you may read; its first line is the password")
		}
		defer f.Close()
		return firstLine(f, path)
	}
}

// firstLine reads a password. A byte order mark, which editors and PowerShell
// put in front, says how the line is written and is no part of it: taken along
// it would cost one attempt of those that lock an account.
func firstLine(r io.Reader, name string) ([]byte, error) {
	text := transform.NewReader(io.LimitReader(r, 2*maxPassword), unicode.BOMOverride(transform.Nop))
	line, err := bufio.NewReader(text).ReadString('\n')
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	if err != nil && err != io.EOF {
		return nil, Usage("reading the password from "+name, err.Error(), "check the file")
	}
	line = strings.TrimRight(line, "\r\n")
	switch {
	case line == "":
		return nil, Usage("reading the password from "+name, "its first line is empty", "write the password on the first line")
	case len(line) > maxPassword || strings.ContainsRune(line, 0): // sent, it would cost an attempt
		return nil, Usage("reading the password from "+name, "its first line is no password: it is too long, or not text", "write the password on the first line")
	}
	return []byte(line), nil
}

// prompt asks on the terminal without echo. When ctx ends it returns and gives
// the terminal its echo back; what is typed then goes nowhere.
func (s *Session) prompt(ctx context.Context) ([]byte, error) {
	f, ok := s.In.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, Usage("logging in as "+s.Flags.User, "there is no password, and no terminal to ask on",
			"give --password-file (- reads standard input), --keytab, or a cache from kinit")
	}
	before, err := term.GetState(int(f.Fd()))
	if err != nil {
		return nil, Usage("logging in as "+s.Flags.User, err.Error(), "give --password-file (- reads standard input), --keytab, or a cache from kinit")
	}
	fmt.Fprintf(s.Err, "Password for %s: ", s.Flags.User)
	type typed struct {
		password []byte
		err      error
	}
	read := make(chan typed, 1)
	go func() {
		b, err := term.ReadPassword(int(f.Fd()))
		read <- typed{b, err}
	}()
	select {
	case t := <-read:
		fmt.Fprintln(s.Err)
		if t.err != nil || len(t.password) == 0 {
			return nil, Usage("logging in as "+s.Flags.User, "no password was typed", "run the command again")
		}
		return t.password, nil
	case <-ctx.Done():
		_ = term.Restore(int(f.Fd()), before)
		fmt.Fprintln(s.Err)
		return nil, ctx.Err()
	}
}
