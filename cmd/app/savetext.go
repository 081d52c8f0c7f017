package app

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

// SaveText writes a text to a new file, for its owner alone, whole or not at all. What is
// there already is left alone: it may be yesterday's evidence.
func SaveText(name, text string) *ad.Problem {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			name = filepath.Join(home, rest)
		}
	}
	err := safefile.New(name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return &ad.Problem{Kind: ad.ProblemUsage, What: name, Why: "it exists already", Do: "name another file", Err: err}
	}
	return &ad.Problem{Kind: ad.ProblemUsage, What: name, Why: safefile.Reason(err).Error(), Do: "name a file that you may write", Err: err}
}
