package interactive

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/safefile"
)

// maxSession bounds what is kept of a console's session, in bytes.
const maxSession = 64 << 20

// sessionFile is where a console's session of a forest is kept: beside the
// journal, for the operator alone.
func sessionFile(forest string) (string, error) {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(forest))
	if strings.Trim(name, "._") == "" || len(name) > 200 {
		return "", errors.New("the forest has no name that a file can have")
	}
	dir, err := journal.Dir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "console-"+name+".json"), nil
}

// KeepSession writes a console's session, in place of the one before; nil
// deletes it. A reader sees the old one or the new one whole.
func KeepSession(forest string, data []byte) *ad.Problem {
	const what = "keeping the session"
	path, err := sessionFile(forest)
	if err != nil {
		return ad.AsProblem(err, ad.ProblemUsage, what)
	}
	if data == nil {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return ad.AsProblem(err, ad.ProblemUsage, "deleting "+path)
		}
		return nil
	}
	if len(data) > maxSession {
		return &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: "it is larger than 64 MB", Do: "clear the largest paste, or save it to a file"}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return ad.AsProblem(err, ad.ProblemUsage, what)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".console-*") // 0600
	if err != nil {
		return ad.AsProblem(err, ad.ProblemUsage, what)
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return ad.AsProblem(err, ad.ProblemUsage, what)
	}
	return nil
}

// KeptSession is what was kept of a forest, nil where nothing was or where
// somebody else could have written it.
func KeptSession(forest string) []byte {
	path, err := sessionFile(forest)
	if err != nil {
		return nil
	}
	if safefile.CheckDir(filepath.Dir(path)) != nil {
		return nil
	}
	f, err := safefile.Open(path, os.O_RDONLY)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSession+1))
	if err != nil || len(data) > maxSession {
		return nil
	}
	return data
}
