package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"adwalk/ad"
)

// SaveText writes a text to a new file, for its owner alone. What is there
// already is left alone: it may be yesterday's evidence.
func SaveText(name, text string) *ad.Problem {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			name = filepath.Join(home, rest)
		}
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &ad.Problem{Kind: ad.ProblemUsage, What: name, Why: "it exists already", Do: "name another file", Err: err}
	}
	if err == nil {
		_, err = f.WriteString(text)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		if f != nil { // half a text is no evidence, and would keep the whole one from its name
			_ = os.Remove(name)
		}
		return &ad.Problem{Kind: ad.ProblemUsage, What: name, Why: err.Error(), Do: "name a file that you may write", Err: err}
	}
	return nil
}
