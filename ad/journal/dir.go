package journal

import (
	"errors"
	"os"
	"path/filepath"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

// fileName is the journal's name in its directory.
const fileName = "journal.jsonl"

// Dir is the journal's directory: on Windows %LocalAppData%\adwalk, elsewhere
// $XDG_STATE_HOME/adwalk, by default ~/.local/state/adwalk.
func Dir() (string, error) {
	state, err := stateHome()
	if err != nil {
		return "", &ad.Problem{Kind: ad.ProblemUsage, What: "no directory for the journal", Why: err.Error(), Do: stateHint, Err: err}
	}
	return filepath.Join(state, "adwalk"), nil
}

// path is the file in a directory; "" means Dir.
func path(dir string) (string, error) {
	if dir == "" {
		var err error
		if dir, err = Dir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, fileName), nil
}

// open opens the file and refuses one that cannot be trusted.
func open(name string, flags int) (*os.File, error) {
	f, err := safefile.Open(name, flags)
	return f, distrusted(err)
}

// distrusted turns a safefile.UnsafeError into a Problem.
func distrusted(err error) error {
	var bad *safefile.UnsafeError
	if !errors.As(err, &bad) {
		return err
	}
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the journal cannot be trusted at " + bad.Name, Why: bad.Why, Err: err,
		Do: "move it away or correct its owner and mode; without a journal nothing is written"}
}
