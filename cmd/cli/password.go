package cli

import (
	"bufio"
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
func (s *Session) password() ([]byte, error) {
	switch path := s.Flags.PasswordFile; path {
	case "":
		return s.prompt()
	case "-":
		return firstLine(s.In, "standard input")
	default:
		f, err := os.Open(path)
		if err != nil {
			return nil, usage("reading the password file", err.Error(), "name a file that you may read; its first line is the password")
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
	if err != nil && err != io.EOF {
		return nil, usage("reading the password from "+name, err.Error(), "check the file")
	}
	line = strings.TrimRight(line, "\r\n")
	switch {
	case line == "":
		return nil, usage("reading the password from "+name, "its first line is empty", "write the password on the first line")
	case len(line) > maxPassword || strings.ContainsRune(line, 0): // sent, it would cost an attempt
		return nil, usage("reading the password from "+name, "its first line is no password: it is too long, or not text", "write the password on the first line")
	}
	return []byte(line), nil
}

func (s *Session) prompt() ([]byte, error) {
	f, ok := s.In.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, usage("logging in as "+s.Flags.User, "there is no password, and no terminal to ask on",
			"give --password-file (- reads standard input), --keytab, or a cache from kinit")
	}
	fmt.Fprintf(s.Err, "Password for %s: ", s.Flags.User)
	b, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(s.Err)
	if err != nil || len(b) == 0 {
		return nil, usage("logging in as "+s.Flags.User, "no password was typed", "run the command again")
	}
	return b, nil
}
